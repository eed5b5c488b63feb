"""How well countries, territories, intergovernmental bodies and capitals are linked, against texts annotated with Wikidata ids.

The measure: a gold name of one of those classes is right where a mention overlaps it and was linked to its id. A mention that
was linked to such an id is false where the gold has another id, or none, for about the same words. What the gold leaves
unannotated (most nationalities) and words inside a longer gold name (the bank "of France") are not judged; neither are
pronouns and common nouns. A capital that acts for its government counts as the capital, as the gold has it.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.benchmark.linked import LinkedTexts, Text, acting_capital, link_texts
from pipeline.benchmark.scores import Score
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import rows

SETS: Mapping[str, dt.date] = {
    "msnbc-updated": dt.date(2007, 1, 3),
    "reuters-128": dt.date(1987, 10, 1),
    "news-fair": dt.date(2018, 3, 6),
}
"""The sets with a day each, since their texts bear none: about when they were written."""

_SAME = 0.6
"""The share of the longer of two spans that they must share to be about the same words."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words with what they are linked to: characters in the text and Wikidata id, none where unknown."""

    start: int
    end: int
    wikidata_id: str | None

    def overlaps(self, other: "Link") -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end

    def is_about(self, other: "Link") -> bool:
        """Whether they are about the same words."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared > _SAME * max(self.end - self.start, other.end - other.start)


def classes(igos: Path | None = None) -> frozenset[str]:
    """The Wikidata ids of the classes measured: those of the reference data, and of a list of bodies that it was not made of."""
    ids = {row[key] for _, row in rows(REFERENCE / "countries.csv") for key in ("wikidata_id", "capital_wikidata_id")}
    ids |= {row["wikidata_id"] for _, row in rows(REFERENCE / "organisations.csv") if row["kind"] == "igo"}
    if igos is not None and igos.exists():
        listed = yaml.safe_load(igos.read_text(encoding="utf-8"))
        ids |= {body.get("Wikidata_code") or "" for body in listed.values()}
    return frozenset(ids - {""})


def read_set(path: Path, day: dt.date) -> tuple[list[Text], dict[str, list[Link]]]:
    """The texts of a set and what their names are linked to. ValueError where a line is none of the set's form."""
    texts: list[Text] = []
    gold: dict[str, list[Link]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        if "labels" not in row:
            raise ValueError(f"{path}:{number}: no labels; is it a benchmark of entity linking?")
        name = f"{path.name}#{number}"
        texts.append(Text(name, row["text"], day))
        gold[name] = [Link(label["span"][0], label["span"][1], label["entity_id"]) for label in row["labels"]]
    return texts, gold


def links(linked: LinkedTexts, name: str) -> Iterator[Link]:
    """What the names of a text were linked to."""
    for mention, entity in linked.named(name):
        held = acting_capital(mention) or entity
        yield Link(mention.start_char, mention.end_char, held.wikidata_id)


def score_links(
    texts: Sequence[Text],
    gold: Mapping[str, Sequence[Link]],
    found: Mapping[str, Sequence[Link]],
    wanted: frozenset[str],
) -> Score:
    """Count right and false links of the ids `wanted`."""
    named = expected = hit = judged = 0
    for text in texts:
        held = [link for link in found[text.name] if link.wikidata_id in wanted]
        for label in gold[text.name]:
            words = text.body[label.start : label.end]
            if label.wikidata_id in wanted and words[:1].isupper() and len(words) > len("It"):
                expected += 1
                hit += any(link.overlaps(label) and link.wikidata_id == label.wikidata_id for link in held)
        for link in held:
            is_right = any(link.overlaps(label) and link.wikidata_id == label.wikidata_id for label in gold[text.name])
            if is_right or any(link.is_about(label) for label in gold[text.name]):
                judged += 1
                named += is_right
    return Score(expected, hit, judged, named)


def score_linking(folder: Path, igos: Path | None = None) -> Mapping[str, Score]:
    """Score the sets of a folder that are there, by name."""
    wanted, scores = classes(igos), {}
    for name, day in SETS.items():
        path = folder / f"{name}.benchmark.jsonl"
        if path.exists():
            texts, gold = read_set(path, day)
            linked = link_texts(texts)
            scores[name] = score_links(
                texts, gold, {text.name: list(links(linked, text.name)) for text in texts}, wanted
            )
    return scores


def together(scores: Mapping[str, Score]) -> Score:
    """The counts of all sets."""
    held = scores.values()
    return Score(
        sum(score.gold for score in held),
        sum(score.hit for score in held),
        sum(score.predicted for score in held),
        sum(score.right for score in held),
    )
