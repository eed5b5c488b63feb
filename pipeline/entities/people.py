"""Persons in a sentence and across an article: which words name them, with which titles, and which words name the same one.

Known leaders come from the reference data with their dates of office; everyone else is an entity of the corpus.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.capacity import Capacities, Capacity
from pipeline.entities.composition import RolePhrase
from pipeline.entities.knowledge import SenseKind
from pipeline.entities.names import Name, model_names
from pipeline.entities.predications import is_past, is_said_of
from pipeline.entities.sentence import Sentence

_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ben",
        "de",
        "da",
        "di",
        "dos",
        "del",
        "la",
        "van",
        "von",
        "der",
        "den",
        "abu",
        "abdul",
        "ul",
        "ur",
        "y",
        "-",
        "o'",
    }
)
_HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lady", "madam", "mme"})
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Title:
    """An office said of a person: the role phrase, its place among the sentence's, and its capacity where owned."""

    sentence: int
    position: int
    phrase: RolePhrase
    capacities: tuple[Capacity, ...]
    is_before: bool
    words: str


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A person's name in a sentence, with the titles that the sentence gives."""

    sentence: int
    start: int
    end: int
    name: str
    titles: tuple[Title, ...] = ()
    inferred: Capacity | None = None
    is_ruler: bool = False
    """Whether a government is named after the person: "the Mugabe government"."""

    @property
    def is_full(self) -> bool:
        """Whether the name has more than one word."""
        return " " in self.name


def find_spans(sentence: Sentence, names: Sequence[Name], roles: Sequence[RolePhrase]) -> tuple[tuple[int, int], ...]:
    """Token spans of persons' names: known leaders, the model's persons mended, and what follows a title or apposes one."""
    taken = {token for name in names if name.sense(SenseKind.PERSON) is None for token in range(name.start, name.end)}
    role_tokens = {token for role in roles for token in range(role.noun_start, role.noun_end)}
    barred = taken | role_tokens
    found = [(name.start, name.end) for name in names if name.sense(SenseKind.PERSON) is not None]
    found += [_after(sentence, token, barred) for token in _openings(sentence, roles)]
    for start, end, label in model_names(sentence):
        if label == "PERSON":
            found.append(_trim(sentence, start, end, taken, role_tokens))
    found += [_before(sentence, role, barred) for role in roles]
    return _joined(span for span in found if span[0] < span[1])


def _openings(sentence: Sentence, roles: Sequence[RolePhrase]) -> Iterator[int]:
    """Tokens at which a person's name is due: after titles and honorifics, and after the comma behind a titled office."""
    for role in roles:
        if role.noun.is_title and not role.is_plural:
            yield role.noun_end
            if role.end > role.noun_end:
                yield role.end
            if role.end + 1 < len(sentence) and sentence.words[role.end] == "," and _apposed(sentence, role):
                yield role.end + 1
        elif role.noun.is_individual and not role.is_plural and _is_called(sentence, role):
            yield role.noun_end
    yield from [token + 1 for token, word in enumerate(sentence.lower) if word in _HONORIFICS]


def _is_called(sentence: Sentence, role: RolePhrase) -> bool:
    """Whether two proper nouns that are no body's name follow the noun for a person, and it bears on them: "tycoon Jack Ma"."""
    start = role.noun_end
    if sentence.parts[start : start + 2] != ("PROPN", "PROPN") or _is_body(sentence, start):
        return False
    return start <= sentence.heads[role.noun_end - 1] < start + _LONGEST


def _is_body(sentence: Sentence, token: int) -> bool:
    """Whether the model takes the token for part of a name, and not of a person's."""
    return any(start <= token < end and label != "PERSON" for start, end, label in model_names(sentence))


def _before(sentence: Sentence, role: RolePhrase, barred: set[int]) -> tuple[int, int]:
    """The run of proper nouns before a comma to which an office or a relation is apposed: "Hui Li, a minister"; else nothing."""
    root = sentence.governor(sentence.root(role.noun_start, role.noun_end))
    end = sentence.heads[root] + 1
    is_told = sentence.dependencies[root] == "appos" and end < role.start and sentence.words[end] == ","
    if role.is_plural or not is_told or not role.noun.is_individual:
        return end, end
    start = end
    while (
        start and sentence.parts[start - 1] == "PROPN" and start - 1 not in barred and _may_begin(sentence, start - 1)
    ):
        start -= 1
    return (start, end) if end - start > 1 else (end, end)


def _apposed(sentence: Sentence, role: RolePhrase) -> bool:
    root = sentence.root(role.noun_start, role.noun_end)
    return any(child >= role.end for child in sentence.children_with(root, "appos"))


def _after(sentence: Sentence, start: int, barred: set[int]) -> tuple[int, int]:
    """The run of capitalised proper nouns, particles among them, that begins at `start`."""
    dated = {
        token
        for first, last, label in model_names(sentence)
        if label in ("DATE", "TIME")
        for token in range(first, last)
    }
    end = start
    for token in range(start, min(len(sentence), start + _LONGEST)):
        word = sentence.words[token]
        if _continues(sentence, token):
            end = token + 1
            continue
        if token in barred or token in dated:
            break
        if word[:1].isupper() and (word.endswith(".") or sentence.parts[token] in ("PROPN", "NOUN", "ADJ", "X")):
            end = token + 1
        elif word.lower() not in _PARTICLES:
            break
    return start, end


def _trim(sentence: Sentence, start: int, end: int, taken: set[int], roles: set[int]) -> tuple[int, int]:
    """The model's person without titles, nationality, possessive and anything from a comma on."""
    while start < end and (start in roles or start in taken or not _may_begin(sentence, start)):
        start += 1
    for token in range(start, end):
        if _continues(sentence, token):
            continue
        is_break = sentence.parts[token] in ("PUNCT", "VERB", "DET") and sentence.words[token] != "-"
        if is_break or token in taken or token in roles:
            end = token
            break
    while end > start and not (sentence.words[end - 1][:1].isupper() and sentence.tags[end - 1] != "POS"):
        if _continues(sentence, end - 1):
            break
        end -= 1
    return start, end


def _continues(sentence: Sentence, token: int) -> bool:
    """Whether a word is joined by a hyphen to a capitalised one before it, and so is part of its name: "Son-hui"."""
    starts, ends = sentence.row.token_start, sentence.row.token_end
    return (
        token > 1
        and sentence.words[token].islower()
        and sentence.words[token - 1] == "-"
        and sentence.words[token - 2][:1].isupper()
        and starts[token] == ends[token - 1]
        and starts[token - 1] == ends[token - 2]
    )


def _may_begin(sentence: Sentence, token: int) -> bool:
    word = sentence.words[token]
    return (word[:1].isupper() or word.lower() in _PARTICLES) and word.lower() not in _HONORIFICS


def _joined(spans: Iterator[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Overlapping spans made one, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def titles_of(
    sentence: Sentence,
    span: tuple[int, int],
    spans: Sequence[tuple[int, int]],
    roles: Sequence[RolePhrase],
    capacities: Capacities,
) -> tuple[Title, ...]:
    """The offices that the sentence says of the person at `span`: right before the name, apposed to it, or by a verb."""
    found: list[Title] = []
    begun = {start for start, _ in spans}
    for position, role in enumerate(roles):
        is_before = span[0] in (role.noun_end, role.end)
        is_said = not (is_before or role.is_plural) and is_said_of(sentence, role, sentence.root(*span))
        if is_said and is_past(sentence, role):
            role = replace(role, is_former=True)
        if (is_before and not role.is_plural) or is_said or _is_apposition(sentence, span, role, begun):
            words = sentence.phrase(_title_start(sentence, role), role.noun_end).lower()
            found.append(Title(sentence.index, position, role, capacities.of(role, roles), is_before, words))
    return tuple(found)


def _title_start(sentence: Sentence, role: RolePhrase) -> int:
    """Where the title proper begins: after nationality and owner, at the modifiers that bear on the office."""
    start = role.start
    for name in role.owners:
        if name.end <= role.noun_start:
            start = max(start, name.end)
    while start < role.noun_start and (
        sentence.tags[start] in ("POS", "HYPH", "CD", "PDT", "JJR", "JJS")
        or sentence.words[start] in ("'s", "'", "-", "led", "born")
    ):
        start += 1
    return start


def _is_apposition(sentence: Sentence, span: tuple[int, int], role: RolePhrase, begun: set[int]) -> bool:
    is_kin = role.noun.is_population and role.chained is not None
    if role.is_plural or is_kin or role.noun_end in begun:
        return False
    root, person = sentence.root(role.noun_start, role.noun_end), sentence.root(*span)
    if role.start >= span[1]:
        governor = sentence.governor(root)
        if sentence.dependencies[governor] == "appos" and sentence.heads[governor] == person:
            return True
        return role.start - span[1] <= 2 and sentence.words[span[1]] in (",", "(") and sentence.heads[root] == person
    return role.end <= span[0] and sentence.dependencies[person] == "appos" and sentence.heads[person] == root
