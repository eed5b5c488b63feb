"""Why events changed between two releases: told by their evidence, articles and corrections, without a guess at intentions.

What changed is reckoned in `changes.py`. Of several causes the first stands: a correction of the very field, articles that came or
went, articles that are coded otherwise, reports that are grouped otherwise, parties that are linked otherwise.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.corrections import CORRECTIONS, CorrectionEntry
from pipeline.schema.vocabularies import Cause, CorrectionAction
from pipeline.store.corrections import split_id

CODED = ("event_type", "mode", "status", "coder", "score")
"""Columns of evidence that say how a clause is coded."""

_FIELDS: Mapping[CorrectionAction, frozenset[str]] = {
    CorrectionAction.RECODE: frozenset(
        {"event_type", "mode", "cameo_code", "quad_class", "score", "status", "agreement_id", "summary"}
    ),
    CorrectionAction.MOVE: frozenset(
        {"place_name", "place_precision", "country_code", "geonames_id", "latitude", "longitude", "summary"}
    ),
    CorrectionAction.RE_DATE: frozenset(
        {"date_start", "date_end", "date_precision", "date_inferred", "status", "summary"}
    ),
}
"""The fields of an event that a correction changes; a merger may change any."""

_SAME_REPORTS: Mapping[str, Cause] = {
    "participants": Cause.LINKS,
    "agreement_id": Cause.LINKS,
    "story_count": Cause.REGROUPED,
    "confidence": Cause.REGROUPED,
}
"""What else than the coder may change a field of an event whose reports stayed as they were."""

_RANKED = (Cause.NEW_EVIDENCE, Cause.CODER_CHANGE, Cause.REGROUPED)

_MOVED = f"""
WITH pairs AS (
    SELECT n.event_id AS now, o.event_id AS before,
        CASE WHEN o.evidence_id IS NULL AND n.article_id NOT IN (SELECT article_id FROM old_articles) THEN 0
             WHEN n.evidence_id IS NULL AND o.article_id NOT IN (SELECT article_id FROM new_articles) THEN 0
             WHEN o.evidence_id IS NULL OR n.evidence_id IS NULL THEN 1
             WHEN {" OR ".join(f"n.{each} IS DISTINCT FROM o.{each}" for each in CODED)} THEN 1
             ELSE 2 END AS rank
    FROM new_evidence n FULL JOIN old_evidence o ON n.evidence_id = o.evidence_id
    WHERE n.event_id IS DISTINCT FROM o.event_id
       OR {" OR ".join(f"n.{each} IS DISTINCT FROM o.{each}" for each in CODED)}
)
SELECT event_id, min(rank)
FROM (SELECT now AS event_id, rank FROM pairs UNION ALL SELECT before, rank FROM pairs)
WHERE event_id IS NOT NULL
GROUP BY event_id
"""

_SAME_ARTICLES = """
SELECT NOT EXISTS (FROM old_articles ANTI JOIN new_articles USING (article_id))
   AND NOT EXISTS (FROM new_articles ANTI JOIN old_articles USING (article_id))
"""


@dataclass(frozen=True, slots=True)
class Why:
    """A cause, and the reason in a line where the cause brings its own, as corrections do."""

    cause: Cause
    reason: str = ""

    def told(self, reason: str) -> "Why":
        """The same with a reason, where it has none."""
        return self if self.reason else Why(self.cause, reason)


class Causes:
    """The causes of what changed between two releases, whose tables a connection has as `old_…` and `new_…`: `evidence` and
    `articles`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, corrections: "Revised") -> None:
        (is_same,) = connection.execute(_SAME_ARTICLES).fetchone() or (False,)
        # Where no article came or went, nothing but the coder can have grouped reports otherwise.
        ranked = (*_RANKED[:2], Cause.CODER_CHANGE if is_same else Cause.REGROUPED)
        self._moved = {event: ranked[rank] for event, rank in connection.execute(_MOVED).fetchall()}
        self._regrouped, self._corrections = ranked[2], corrections

    def of_field(self, event_id: str, field: str, parties: tuple[str, str] | None = None) -> Why:
        """Why a field has another value; `parties` are the lists of participants before and now, where that is the field."""
        if found := self._corrections.of_field(event_id, field) or (parties and self._corrections.of_parties(*parties)):
            return found
        default = _SAME_REPORTS.get(field, Cause.CODER_CHANGE)
        if parties and not _same_parts(*parties):
            default = Cause.CODER_CHANGE
        return Why(self._moved.get(event_id, self._regrouped if default is Cause.REGROUPED else default))

    def of_event(self, event_id: str) -> Why:
        """Why an event came or is no more."""
        return self._corrections.of_event(event_id) or Why(self._moved.get(event_id, Cause.CODER_CHANGE))


class Revised:
    """The corrections that one of two releases has and the other has not, or has for another event."""

    def __init__(self, old: pa.Table, new: pa.Table) -> None:
        before, now = ({_key(row): row for row in arrow_to_rows(CORRECTIONS, table)} for table in (old, new))
        self._told = [(row, "corrected") for key, row in now.items() if key not in before]
        self._told += [(row, "no longer corrected") for key, row in before.items() if key not in now]

    def of_field(self, event_id: str, field: str) -> Why | None:
        """The correction of a field of an event that is in both releases."""
        return _first(
            (row, verb)
            for row, verb in self._told
            if row.event_id == event_id
            and (row.action is CorrectionAction.MERGE or field in _FIELDS.get(row.action, ()))
        )

    def of_event(self, event_id: str) -> Why | None:
        """The correction by which an event came back or is no more."""
        return _first((row, verb) for row, verb in self._told if event_id == _taken_by(row))

    def of_parties(self, before: str, now: str) -> Why | None:
        """The correction of an entity that is a party before or now, but not with the same words in both."""
        lists = [set(parties.split("; ")) for parties in (before, now)]
        changed = " ".join(sorted(lists[0] ^ lists[1]))
        return _first((row, verb) for row, verb in self._told if any(each in changed for each in _entities(row)))


def _key(row: CorrectionEntry) -> tuple[str, str | None]:
    return row.correction_id, row.event_id


def _first(found: Iterable[tuple[CorrectionEntry, str]]) -> Why | None:
    row, verb = next(iter(found), (None, ""))
    if row is None:
        return None
    return Why(Cause.CORRECTION, f"{verb}: {row.reason}" + (f" ({row.reference})" if row.reference else ""))


def _taken_by(row: CorrectionEntry) -> str | None:
    """The event that is not published because of a correction."""
    if row.event_id is None:
        return None
    if row.action is CorrectionAction.SUPPRESS:
        return row.event_id
    return row.subject if row.action is CorrectionAction.MERGE else None


def _entities(row: CorrectionEntry) -> Iterator[str]:
    """The entities that a correction of links speaks of."""
    if row.event_id is None:
        yield row.subject
        if row.action is CorrectionAction.MERGE and row.value:
            yield row.value
        if row.action is CorrectionAction.SPLIT and row.value:
            yield split_id(row.subject, row.value)


def _same_parts(before: str, now: str) -> bool:
    """Whether two lists of participants have as many parties in the same parts."""
    parts = [[party.split(" ", 1)[0] for party in parties.split("; ")] for parties in (before, now)]
    return parts[0] == parts[1]
