"""Role nouns and the words around them, read from their reference files.

Only here are the columns of those files known; how the words combine in a text is in `composition.py`.
"""

from collections.abc import Iterator
from pathlib import Path

from pipeline.entities.knowledge import PlaceWords, RoleNoun, SeatWords
from pipeline.schema.vocabularies import Sector
from pipeline.store.reference import rows, split

_COUNTRYLESS = {"non-governmental organisations": "NGO", "peacekeepers": "IGO"}
"""Classes of nouns whose bearers belong to no country unless the text gives them one."""

_ENVOYS = frozenset({"diplomat", "negotiator"})
"""Classes of nouns that act for whoever sends them: "an army delegation", "a rebel envoy"."""


def role_nouns(folder: Path) -> Iterator[tuple[str, RoleNoun, bool]]:
    """Role nouns in singular and plural, in lower case, the plural ones marked."""
    collectives = frozenset(row["noun"] for _, row in rows(folder / "collective_nouns.csv"))
    for _, row in rows(folder / "role_nouns.csv"):
        noun = row["noun"].lower()
        is_office = row["kind"] == "office"
        sector = Sector(row["sector"])
        held = RoleNoun(
            noun=noun,
            sector=sector,
            label=row["label"],
            is_generic=row["generic"] == "true" or row["label"] in _ENVOYS,
            is_title=row["title"] == "true" or is_office,
            is_anonymous=sector in (Sector.UAF, Sector.UNK),
            is_population=row["kind"] in ("population", "group") and sector in (Sector.CVL, Sector.REF),
            is_group=row["kind"] in ("population", "group"),
            office=row["label"] if row["elite"] == "true" else None,
            is_telling=row["bare"] == "true",
            code=_COUNTRYLESS.get(row["label"]),
            is_collective=noun.rsplit(" ", 1)[-1] in collectives,
        )
        yield noun, held, row["plural"] == "-"
        if row["plural"] != "-":
            yield (row["plural"].lower() or plural(noun)), held, True


def modifiers(folder: Path) -> tuple[dict[str, Sector | None], frozenset[str]]:
    """Words before a role noun: those that bear a sector, and those that say that the office is held no longer."""
    effects = {row["modifier"].lower().strip("-"): row["effect"] for _, row in rows(folder / "role_modifiers.csv")}
    sectors = {word: Sector(effect) if effect in Sector.__members__ else None for word, effect in effects.items()}
    return sectors, frozenset(word for word, effect in effects.items() if effect == "former")


def plural(noun: str) -> str:
    """The English plural of a noun phrase: of its head, which is the word before "of", "in" or "for", else the last."""
    words = noun.split()
    head = next((i for i, word in enumerate(words) if word in ("of", "in", "for", "to", "at")), len(words)) - 1
    words[head] = _plural_word(words[head])
    return " ".join(words)


def _plural_word(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def seat_words(folder: Path) -> SeatWords:
    """The words that tell a seat of government from a place."""
    return SeatWords(**_by_relation(folder / "seats.csv"))


def place_words(folder: Path) -> PlaceWords:
    """The words that tell a place from what else bears its name."""
    return PlaceWords(**_by_relation(folder / "place_words.csv"))


def _by_relation(path: Path) -> dict[str, frozenset[str]]:
    return {row["relation"]: frozenset(split(row["words"])) for _, row in rows(path)}
