"""Whether a text is English, told from the text and from what its input says of itself.

Nothing else is done in any language here; names of languages come from the Unicode CLDR through Babel.
"""

import re
from functools import cache

from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.ingest.records import Refused
from pipeline.schema.vocabularies import RefusalReason

ENGLISH = "en"
_SAMPLE = 300
"""Characters that tell a language: of 300 news texts none was mistaken at this length."""
_LONG_SAMPLE = 3000
_STRONG = 0.99
_ENOUGH = 0.1
"""Probability from which a text passes for English: what looks like a creole of English is mostly English full of names."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = frozenset(
    {
        "after",
        "and",
        "are",
        "been",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "his",
        "not",
        "of",
        "said",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "were",
        "which",
        "who",
        "with",
        "would",
    }
)
_LEAST, _SHARE, _DIFFERENT = 6, 0.12, 4
"""So many of these words, of so many kinds, and this share of all words stand in most English leads and in none of another language: of
405 pieces of pages in other languages no one had them, of 1,000 articles of newswire 958."""


def check_english(text: str, stated: str | None) -> None:
    """Raise Refused, not_english, unless `text` is English.

    A text taken for another language is judged again by a longer piece, since a lead may be all names or a quotation.
    A `stated` language is believed unless the text speaks strongly against it. What the commonest words settle is not asked of the
    identifier, which takes as long as all the rest of ingest.
    """
    if _tag(stated) in ("", ENGLISH) and any(_is_plain(text[:size]) for size in (_SAMPLE, _LONG_SAMPLE)):
        return
    language, share = _identify(text[:_SAMPLE])
    if language != ENGLISH:
        language, share = _identify(text[:_LONG_SAMPLE])
    given = _code(stated)
    told = given if given and share < _STRONG else language
    if told != ENGLISH:
        name = Locale(ENGLISH).languages.get(told, told)
        raise Refused(RefusalReason.NOT_ENGLISH, f"the text is {name} ({told}); only English is read")


def _is_plain(text: str) -> bool:
    words = _WORD.findall(text.lower())
    found = [word for word in words if word in _ENGLISH_WORDS]
    return len(found) >= max(_LEAST, _SHARE * len(words)) and len(set(found)) >= _DIFFERENT


def _tag(stated: str | None) -> str:
    """What a tag such as `en-GB` or `eng` says of the language itself."""
    tag = (stated or "").strip().lower().replace("_", "-").split("-")[0]
    return ENGLISH if tag in ("eng", "english") else tag


def _code(stated: str | None) -> str:
    """The language of a tag; empty for what is no language known here."""
    tag = _tag(stated)
    return tag if tag in _identifier().labels else ""


def _identify(text: str) -> tuple[str, float]:
    """The likeliest language and its probability; English already where it is likely enough."""
    shares = {str(language): float(share) for language, share in _identifier().rank(text)}
    language = ENGLISH if shares[ENGLISH] >= _ENOUGH else max(shares, key=lambda found: shares[found])
    return language, shares[language]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
