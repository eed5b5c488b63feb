"""The event lexicon: frames, themes, operators and turns, loaded from the reference data once and validated.

What a frame means is decided in `frames` and `candidates`; what words there are is decided in the CSV files alone.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.schema.vocabularies import MODES, Context, EventType, Mode, Sector, Status
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError, rows, split

T = TypeVar("T")

_FILES = (
    "event_frames.csv",
    "event_themes.csv",
    "event_operators.csv",
    "event_turns.csv",
    "event_contexts.csv",
    "event_context_acts.csv",
    "event_implied.csv",
    "time_words.csv",
    "time_patterns.csv",
)
ACCORD_SLOT = "accord"
"""The slot of actors who are the parties of the accord that is the subject."""

BUILT_IN_THEMES = frozenset(
    {"party", "person", "person_or_party", "person_not_media", "party_place", "party_or_site", "igo", "country", "none"}
    | {"predicated", "pronoun", "place_name", "restrictive_law", "belligerent", "entrusted"}
)
"""Classes decided by who or what the object is, not by its lemma."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where the parties stand: alternatives, tried in turn, of slots that are taken together."""

    actors: tuple[tuple[str, ...], ...]
    recipients: tuple[tuple[str, ...], ...]
    is_reciprocal: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a trigger word. `words` are the lemmas of a multiword trigger, its head last.

    `needs_inner` says that the trigger reports nothing but what its complement makes of it: "found that they had killed".
    """

    name: str
    words: tuple[str, ...]
    pos: str
    particle: str
    event_type: EventType
    mode: Mode | None
    pattern: Pattern
    required: frozenset[str]
    forbidden: frozenset[str]
    complement: str
    needs_inner: bool

    @property
    def is_provision(self) -> bool:
        """Whether it tells what an accord provides for, whose parties the sentences before have named."""
        return self.pattern.actors == ((ACCORD_SLOT,),)


@dataclass(frozen=True, slots=True)
class Turn:
    """What an operator makes of an inner event; `keeps_mode` keeps the inner mode, `status` None the inner status."""

    event_type: EventType
    mode: Mode | None
    keeps_mode: bool
    status: Status | None


@dataclass(frozen=True, slots=True)
class ActContext:
    """What an act is about by what is done and by whom; empty sets fit all, `is_rest` what nothing else tells of."""

    types: frozenset[EventType]
    modes: frozenset[Mode]
    sectors: frozenset[Sector]
    is_between_states: bool
    is_rest: bool
    context: Context

    def is_of(self, event_type: EventType, mode: Mode | None) -> bool:
        """Whether it may tell of acts of a type and mode."""
        return (not self.types or event_type in self.types) and (not self.modes or mode in self.modes)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the coder knows of words. `version` changes with any byte of the files; `heads` are the lemmas that have
    frames, whatever part of speech they are."""

    frames: Mapping[tuple[str, str], tuple[Frame, ...]]
    themes: Mapping[str, frozenset[str]]
    operators: Mapping[tuple[str, str], str]
    turns: Mapping[tuple[str, EventType], Turn]
    contexts: Mapping[str, str]
    act_contexts: Mapping[tuple[EventType, Mode | None], tuple[ActContext, ...]]
    implied: Mapping[tuple[EventType, Mode | None], Sector]
    version: str
    heads: frozenset[str]

    def frames_of(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """The frames whose head is the lemma, in file order; `pos` is verb, noun or adj."""
        return self.frames.get((lemma, pos), ())

    def implied_recipient(self, event_type: EventType, mode: Mode | None) -> Sector | None:
        """The sector, in the actor's own country, at which an act is aimed that names no one."""
        return self.implied.get((event_type, mode)) or self.implied.get((event_type, None))

    def operator_of(self, lemma: str, pos: str) -> str:
        """The operator that the word is, or empty text."""
        return self.operators.get((lemma, pos), "")


@cache
def load_lexicon(folder: Path = REFERENCE) -> Lexicon:
    """The lexicon in `folder`; ReferenceError names file and line of a row that is wrong."""
    themes = {row["theme"]: frozenset(split(row["lemmas"])) for _, row in rows(folder / "event_themes.csv")}
    turns = dict(_checked(folder / "event_turns.csv", _turn))
    known_operators = {operator for operator, _ in turns}
    frames: dict[tuple[str, str], list[Frame]] = {}
    for found in _checked(folder / "event_frames.csv", _frames):
        for frame in found:
            _check_names(folder, frame, themes, known_operators)
            frames.setdefault((frame.words[-1], frame.pos), []).append(frame)
    return Lexicon(
        frames={key: tuple(sorted(found, key=lambda frame: -len(frame.words))) for key, found in frames.items()},
        themes=themes,
        operators=_operators(folder / "event_operators.csv"),
        turns=turns,
        contexts={
            word: row["context"] for _, row in rows(folder / "event_contexts.csv") for word in split(row["words"])
        },
        act_contexts=_by_act(_checked(folder / "event_context_acts.csv", _act_context)),
        implied=dict(_checked(folder / "event_implied.csv", _implied)),
        version=_version(folder),
        heads=frozenset(lemma for lemma, _ in frames),
    )


def _checked(path: Path, make: Callable[[dict[str, str]], T]) -> list[T]:
    made = []
    for line, row in rows(path):
        try:
            made.append(make(row))
        except (ValueError, KeyError) as fault:
            raise ReferenceError(f"{path.name}:{line}: {fault}") from fault
    return made


def _frames(row: dict[str, str]) -> list[Frame]:
    event_type = EventType(row["event_type"])
    mode = Mode(row["mode"]) if row["mode"] else None
    if mode is not None and mode not in MODES.get(event_type, {}):
        raise ValueError(f"{event_type} has no mode {mode}")
    if row["pos"] not in ("verb", "noun", "adj"):
        raise ValueError(f"pos is verb, noun or adj, not {row['pos']!r}")
    required, _, forbidden = row["object"].partition("!")
    return [
        Frame(
            name=f"{trigger}{'_' + row['particle'] if row['particle'] else ''}.{event_type.lower()}",
            words=tuple(trigger.split()),
            pos=row["pos"],
            particle=row["particle"],
            event_type=event_type,
            mode=mode,
            pattern=_pattern(row["pattern"]),
            required=frozenset(split(required)),
            forbidden=frozenset(split(forbidden)),
            complement=row["complement"].removesuffix("!"),
            needs_inner=row["complement"].endswith("!"),
        )
        for trigger in split(row["triggers"])
    ]


def _pattern(text: str) -> Pattern:
    is_reciprocal = "<>" in text
    actors, arrow, recipients = text.partition("<>" if is_reciprocal else ">")
    if not arrow:
        raise ValueError(f"pattern {text!r} has neither > nor <>")
    return Pattern(_slots(actors), _slots(recipients), is_reciprocal)


def _slots(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(option.split("+")) for option in text.split("|") if option)


def _turn(row: dict[str, str]) -> tuple[tuple[str, EventType], Turn]:
    keeps = row["mode"] == "="
    mode = Mode(row["mode"]) if row["mode"] and not keeps else None
    status = Status(row["status"]) if row["status"] else None
    return (row["operator"], EventType(row["inner_type"])), Turn(EventType(row["event_type"]), mode, keeps, status)


def _act_context(row: dict[str, str]) -> ActContext:
    if row["between"] not in ("", "states") or row["when"] not in ("", "else"):
        raise ValueError(
            f"between is states or empty and when is else or empty, not {row['between']!r}, {row['when']!r}"
        )
    return ActContext(
        types=frozenset(map(EventType, split(row["types"]))),
        modes=frozenset(map(Mode, split(row["modes"]))),
        sectors=frozenset(map(Sector, split(row["sectors"]))),
        is_between_states=bool(row["between"]),
        is_rest=bool(row["when"]),
        context=Context(row["context"]),
    )


def _by_act(acts: list[ActContext]) -> dict[tuple[EventType, Mode | None], tuple[ActContext, ...]]:
    """What may be said of each type and mode, in file order."""
    return {
        (event_type, mode): tuple(act for act in acts if act.is_of(event_type, mode))
        for event_type in EventType
        for mode in (None, *Mode)
    }


def _implied(row: dict[str, str]) -> tuple[tuple[EventType, Mode | None], Sector]:
    return (EventType(row["event_type"]), Mode(row["mode"]) if row["mode"] else None), Sector(row["sector"])


def _operators(path: Path) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for _, row in rows(path):
        for trigger in split(row["triggers"]):
            found.setdefault((trigger, row["pos"]), row["operator"])
    return found


def _check_names(folder: Path, frame: Frame, themes: Mapping[str, frozenset[str]], operators: set[str]) -> None:
    path = folder / "event_frames.csv"
    for name in frame.required | frame.forbidden:
        if name not in themes and name not in BUILT_IN_THEMES:
            raise ReferenceError(f"{path.name}: {frame.name}: {name!r} is no class of event_themes.csv")
    if frame.complement and frame.complement not in operators:
        raise ReferenceError(f"{path.name}: {frame.name}: {frame.complement!r} is no operator of event_turns.csv")


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
