"""Copies, cuts and updates of articles, made by a seeded generator as outlets and agencies make them.

How they are found is counted in `copies.py`.
"""

import datetime as dt
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from pipeline.benchmark.newswire import Original
from pipeline.schema.vocabularies import Derivation

_SEED = 20261123
_LEAST_WORDS, _KEPT_WORDS = 80, 60
"""Shorter articles are not copied; what a cut leaves has this many words at least."""
_PLANTS = 3
_EVERY = 3
"""One article in three is copied, three times."""
_WINDOW = dt.timedelta(days=3)
_SENTENCE_END = re.compile(r"[.!?][\"”']?(?=\s)")
_NUMBER = re.compile(r"\d+")
_DATELINE = re.compile(r"^[^\n]{0,60}?\([A-Za-z ]+\)\s*(?:--?|—)\s*")
_AGENCIES = ("Gulf Wire", "Lagoon Press", "PNA", "Harbour News Agency", "Meridian")
_TOWNS = ("ACCRA", "QUITO", "OSLO", "HANOI", "TUNIS", "Lisbon", "Vienna", "Dakar")
_WRITERS = ("Ama Owusu", "Luis Prado", "Inge Dahl", "K. Mensah")
_OTHER_WORDS = {
    "said": "told reporters",
    "about": "around",
    "but": "however",
    "people": "persons",
    "big": "large",
    "also": "further",
}
_TYPOGRAPHY = str.maketrans({'"': "”", "'": "’", "-": "–"})


class Edit(StrEnum):
    """What the generator does to an article."""

    HEADLINE = "other headline"
    CREDIT = "other dateline and credit"
    EDITS = "small edits"
    CUT = "last sentences cut"
    CUT_AND_EDITED = "cut, edited, other headline and credit"
    UPDATE = "paragraph in front, numbers changed"
    UPDATE_AND_CUT = "paragraph in front, numbers changed, cut, edited"

    @property
    def derivation(self) -> Derivation:
        """What the edited article is to the one that it was made from."""
        name = self.name
        return Derivation.UPDATE if "UPDATE" in name else Derivation.CUT if "CUT" in name else Derivation.COPY


@dataclass(frozen=True, slots=True)
class Plant:
    """An edited copy, the name of what it was made from, and of the original behind that."""

    article: Original
    parent: str
    family: str
    edit: Edit


def plant(originals: Sequence[Original], seed: int = _SEED) -> list[Plant]:
    """Copies of every third article that is long enough, and of some of these copies; the same for the same seed."""
    long = [article for article in originals if len(article.text.split()) >= _LEAST_WORDS]
    chosen = [article for article in long if zlib.crc32(article.name.encode()) // 2 % _EVERY == 0]
    return [made for article in chosen for made in _plants(article, Random(f"{seed} {article.name}"), long)]


def _plants(original: Original, random: Random, donors: Sequence[Original]) -> Iterator[Plant]:
    made: list[Plant] = []
    for number, edit in enumerate(random.sample(list(Edit), _PLANTS), 1):
        parent = random.choice(made).article if made and random.random() < 0.3 else original
        left = original.published_at + _WINDOW - parent.published_at
        if edit.derivation is Derivation.CUT and len(parent.text.split()) < _LEAST_WORDS:
            continue
        text = _edited(parent, edit, random, donors)
        article = Original(
            name=f"{original.name}+{number}",
            source=f"outlet {random.randrange(40)}",
            published_at=parent.published_at + left * random.uniform(0.001, 1),
            title=parent.title if edit in (Edit.CREDIT, Edit.EDITS, Edit.CUT) else _headline(parent.title, random),
            text=text,
        )
        made.append(Plant(article, parent.name, original.name, edit))
    yield from made


def _edited(parent: Original, edit: Edit, random: Random, donors: Sequence[Original]) -> str:
    steps: dict[Edit, Sequence[Callable[[str, Random], str]]] = {
        Edit.HEADLINE: (),
        Edit.CREDIT: (_credit,),
        Edit.EDITS: (_edits,),
        Edit.CUT: (_cut,),
        Edit.CUT_AND_EDITED: (_cut, _edits, _credit),
        Edit.UPDATE: (_numbers,),
        Edit.UPDATE_AND_CUT: (_cut, _numbers, _edits),
    }
    text = parent.text
    for step in steps[edit]:
        text = step(text, random)
    return f"{_paragraph(random.choice(donors), random)}\n\n{text}" if edit.derivation is Derivation.UPDATE else text


def _headline(title: str, random: Random) -> str:
    kept = [word for word in title.split() if random.random() < 0.6]
    return " ".join([*kept, random.choice(("- report", "as talks go on", "(updated)", "say officials"))])


def _cut(text: str, random: Random) -> str:
    """The first part of a text up to the end of a sentence: a fifth to nine tenths, and the least number of words."""
    wanted = max(_KEPT_WORDS, random.uniform(0.2, 0.9) * len(text.split()))
    ends = (match.end() for match in _SENTENCE_END.finditer(text))
    return text[: next((end for end in ends if len(text[:end].split()) >= wanted), len(text))]


def _credit(text: str, random: Random) -> str:
    agency, town = random.choice(_AGENCIES), random.choice(_TOWNS)
    heads = (
        f"{town} ({agency}) - ",
        f"{town}, {random.randint(1, 28)} March – ",
        f"By {random.choice(_WRITERS)}\n{agency}\n\n",
    )
    tails = ("", f"\n\n({agency})", f"\n\nCopyright {agency}. All rights reserved.")
    return random.choice(heads) + _DATELINE.sub("", text) + random.choice(tails)


def _edits(text: str, random: Random) -> str:
    """Two to five words in a hundred dropped or put otherwise, titles of courtesy dropped, quotes and dashes changed."""
    share = random.uniform(0.02, 0.05)
    parts = re.split(r"(\s+)", text.replace("Mr. ", "").replace("Mr ", ""))
    changed = (_OTHER_WORDS.get(part, "") if part.strip() and random.random() < share else part for part in parts)
    return "".join(changed).translate(_TYPOGRAPHY)


def _numbers(text: str, random: Random) -> str:
    return _NUMBER.sub(
        lambda found: str(int(found[0]) + random.randint(1, 9)) if random.random() < 0.5 else found[0], text
    )


def _paragraph(donor: Original, random: Random) -> str:
    """Some sentences out of the middle of another article: news, but none that its lead tells."""
    words = donor.text.split()
    start = len(words) // 2
    return " ".join(words[start : start + random.randint(20, 45)]) + "."
