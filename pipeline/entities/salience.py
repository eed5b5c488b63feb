"""Which mentions stand out: a sentence's parties without what is inside longer ones, subjects, and what is named together.

What a word points back to is decided in `pronouns.py` and `pairs.py`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.entities.draft import Draft
from pipeline.entities.sentence import SUBJECTS, Sentence
from pipeline.schema.vocabularies import MentionKind


@dataclass(frozen=True)
class Salience:
    """The mentions of an article in order of the text; lists are by sentence."""

    sentences: Sequence[Sentence]
    drafts: Sequence[Sequence[Draft]]

    def salient(self, index: int) -> list[Draft]:
        """A sentence's mentions of parties, but for nationalities and owners inside a longer mention."""
        held = [draft for draft in self.drafts[index] if draft.is_party and not draft.is_adjective]
        return [
            draft
            for draft in held
            if not any(
                other.start <= draft.start and draft.end <= other.end and len(other) > len(draft) for other in held
            )
        ]

    def is_subject(self, draft: Draft) -> bool:
        """Whether the mention, or what it is joined to, is the subject of a clause."""
        sentence = self.sentences[draft.sentence]
        return sentence.dependencies[sentence.governor(draft.root)] in SUBJECTS

    def is_in_subject(self, draft: Draft) -> bool:
        """Whether the mention, or the noun in whose phrase it stands, is the subject of a clause."""
        sentence = self.sentences[draft.sentence]
        above = map(sentence.governor, sentence.nouns_above(draft.root))
        return any(sentence.dependencies[noun] in SUBJECTS for noun in above)

    def back(self, sentence: Sentence, token: int, reach: int) -> Iterator[list[Draft]]:
        """The mentions before a token: those of its own sentence, then of each sentence before, subjects first."""
        yield [draft for draft in self.salient(sentence.index) if draft.end <= token]
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
            yield sorted(self.salient(index), key=lambda draft: not self.is_subject(draft))

    def joined(self, index: int, kinds: Collection[MentionKind]) -> list[list[Draft]]:
        """The mentions of parties, of some kinds, that a sentence names together, whether they or what they own are
        joined: "the governments of France and Spain", "the Saudi adviser and Iran's secretary"."""
        sentence = self.sentences[index]
        groups: dict[int, dict[int, Draft]] = {}
        for draft in self.drafts[index]:
            if draft.is_party and draft.kind in kinds:
                for noun in sentence.nouns_above(draft.root):
                    groups.setdefault(sentence.governor(noun), {}).setdefault(noun, draft)
        return [list(group.values()) for _, group in sorted(groups.items()) if len(group) > 1]
