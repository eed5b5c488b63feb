"""The table `redirects`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Change


@dataclass(frozen=True, slots=True)
class Redirect:
    """An event id of an earlier release that no event has any more, and where it went: what joins older work to this release."""

    event_id: Annotated[
        str,
        Col(
            "The id that was given up; no other event ever has it, and the event itself only where a correction is taken back.",
            pattern=r"^evt_[0-9a-f]{16}$",
            example="evt_0c9a51f6bb0d27e4",
        ),
    ]
    target: Annotated[
        str | None,
        Col(
            "The event of this release that has most of its reports, also after later merges, or has come back from them.",
            pattern=r"^evt_[0-9a-f]{16}$",
            null_means="the event was removed and none took its place",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]
    last_release: Annotated[str, Col("The last release that had it.", example="2026.11.22")]
    change: Annotated[Change, Col("Whether it was merged or removed then.")]
    reason: Annotated[str, Col("Why, in one line.", example="none of its reports is coded as an event any more")]


REDIRECTS = Table(
    row=Redirect,
    name="redirects",
    group="release",
    audience=Audience.PUBLIC,
    key=("event_id",),
    references=(Reference("target", "events", "event_id"),),
    order=("event_id",),
)
