"""Whether a text is English, told from the text and from what its input says of itself.

Nothing else is done in any language here; names of languages come from the Unicode CLDR through Babel.
"""

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


def check_english(text: str, stated: str | None) -> None:
    """Raise Refused, not_english, unless `text` is English.

    A text taken for another language is judged again by a longer piece, since a lead may be all names or a quotation.
    A `stated` language is believed unless the text speaks strongly against it.
    """
    language, share = _identify(text[:_SAMPLE])
    if language != ENGLISH:
        language, share = _identify(text[:_LONG_SAMPLE])
    given = _code(stated or "")
    told = given if given and share < _STRONG else language
    if told != ENGLISH:
        name = Locale(ENGLISH).languages.get(told, told)
        raise Refused(RefusalReason.NOT_ENGLISH, f"the text is {name} ({told}); only English is read")


def _code(stated: str) -> str:
    """The language of a tag such as `en-GB` or `eng`; empty for what is no language known here."""
    tag = stated.strip().lower().replace("_", "-").split("-")[0]
    tag = ENGLISH if tag in ("eng", "english") else tag
    return tag if tag in _identifier().labels else ""


def _identify(text: str) -> tuple[str, float]:
    """The likeliest language and its probability; English already where it is likely enough."""
    shares = {str(language): float(share) for language, share in _identifier().rank(text)}
    language = ENGLISH if shares[ENGLISH] >= _ENOUGH else max(shares, key=lambda found: shares[found])
    return language, shares[language]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
