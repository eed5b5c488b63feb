"""What the last release tells of ids: the event that each report was of, and where ids went that were given up."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Past:
    """Ids of the last release: by report the event that coding made of it and the event that was published, without reports of
    suppressed ones; by id given up where it went, if anywhere."""

    coded: Mapping[str, str]
    published: Mapping[str, str]
    redirects: Mapping[str, str | None]


def past_of(ledger: pa.Table, redirects: pa.Table) -> Past:
    """The past by the tables `ledger` and `redirects`, which have no rows for a first release.

    A ledger from before events could be corrected has no column `coded_as`: its events are as coded.
    """
    coded = "coded_as" if "coded_as" in ledger.column_names else "event_id"
    published = _mapping(ledger, "report_id", "event_id")
    return Past(
        coded={report: event for report, event in _mapping(ledger, "report_id", coded).items() if event},
        published={report: event for report, event in published.items() if event},
        redirects=_mapping(redirects, "event_id", "target"),
    )


def _mapping(table: pa.Table, key: str, value: str) -> dict[str, str | None]:
    return dict(zip(table[key].to_pylist(), table[value].to_pylist(), strict=True))
