"""An event as one clause reports it, and what coding it needs; how it comes about is in `candidates` and `sides`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.events.frames import matches
from pipeline.events.grammar import Sentence
from pipeline.events.lexicon import Frame, Lexicon
from pipeline.events.parties import Cast
from pipeline.events.party import Party
from pipeline.events.token import Token
from pipeline.schema.vocabularies import EventType, Mode, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one clause reports it. `covered` are the tokens whose own frames it has taken up.

    `is_open` says that the clause leaves unsaid whom the act is aimed at, "condemned the takeover"; `object_types` are
    the types of event that its object may name.
    """

    trigger: Token
    frame: Frame
    event_type: EventType
    mode: Mode | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    is_reciprocal: bool
    is_background: bool
    is_open: bool = False
    object_types: frozenset[EventType] = frozenset()
    inner: "Candidate | None" = None
    covered: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Coder:
    """The three things that every step needs: the sentence, who is in it, and the words' meanings."""

    sentence: Sentence
    cast: Cast
    lexicon: Lexicon
    _known: dict[int, Frame | None] = field(default_factory=dict)

    def frame_of(self, token: Token) -> Frame | None:
        """The frame that the token has in its clause by itself, or none; every word around it asks for that."""
        if token.index not in self._known:
            own = (frame for frame in self.frames_of(token) if not frame.needs_inner)
            self._known[token.index] = next(own, None)
        return self._known[token.index]

    def frames_of(self, token: Token) -> Iterator[Frame]:
        """All frames that fit the token in its clause, those that count only with an inner event included."""
        return matches(self.sentence, self.cast, self.lexicon, token)
