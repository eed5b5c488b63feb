"""Bodies that the reference data does not hold, named by words that end in a role noun: "Kazakhstan National Petroleum Company".

The model's name of an organisation says how far the name reaches; the role noun says what sort of body it is.
"""

from pipeline.entities.composition import RolePhrase
from pipeline.entities.names import model_names
from pipeline.entities.sentence import Sentence

_OF = frozenset({"of", "for"})
_OPENINGS = frozenset({"the", "a", "an"})


def body_span(sentence: Sentence, phrase: RolePhrase) -> tuple[int, int] | None:
    """The token span of the proper name that ends in the phrase's noun; none where the phrase is a description."""
    if not sentence.is_capitalised(phrase.noun_end - 1) or phrase.noun.is_title:
        return None
    for start, end, label in model_names(sentence):
        start += sentence.lower[start] in _OPENINGS
        end -= sentence.tags[end - 1] == "POS"
        if (
            label == "ORG"
            and start < phrase.noun_start
            and end == phrase.noun_end
            and _is_named(sentence, phrase, start)
        ):
            return start, end
    return None


def is_inside_name(sentence: Sentence, phrase: RolePhrase) -> bool:
    """Whether the noun is only a word of a longer proper name: "National" in the example above."""
    if not sentence.is_capitalised(phrase.noun_start) or sentence.lower[min(phrase.noun_end, len(sentence) - 1)] in _OF:
        return False
    return any(
        label == "ORG" and start < phrase.noun_start and phrase.noun_end < end - (sentence.tags[end - 1] == "POS")
        for start, end, label in model_names(sentence)
    )


def _is_named(sentence: Sentence, phrase: RolePhrase, start: int) -> bool:
    """Whether more than country and noun stands in the name: "Egyptian Army" is a description, "Jatiya Party" a name."""
    owned = {token for name in phrase.owners for token in range(name.start, name.end)}
    words = [token for token in range(start, phrase.noun_start) if token not in owned]
    return any(sentence.is_capitalised(token) and sentence.words[token].isalpha() for token in words)
