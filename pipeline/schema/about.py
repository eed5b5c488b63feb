"""What the dataset calls itself: title, summary, publisher and licence, said once for every document that repeats them.

What a table or column means is in `tables/`; what a code of a closed list means is in `meanings.py`.
"""

NAME = "entente"
TITLE = "Entente: who did what to whom in world affairs"
SUMMARY = (
    "An open, versioned dataset of political events coded from news: every event counted once, its parties linked to "
    "canonical entities, and each event traced to the words that report it. Types and modes follow PLOVER 0.8."
)
PUBLISHER = "The Entente contributors"
LICENCE_ID = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = ("event data", "international relations", "conflict", "diplomacy", "news", "PLOVER")


def attribution(version: str) -> str:
    """The line by which a user names release `version` as the source."""
    return f"{TITLE}, release {version}. {PUBLISHER}. {LICENCE_TITLE} ({LICENCE_URL})."
