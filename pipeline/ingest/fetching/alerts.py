"""Telling the operator of sources that fail and that are well again, without flooding anyone.

Which sources fail is decided in `report.py`; the log is the standard library's, so that whoever runs this sees it.
"""

import datetime as dt
import json
import logging
from dataclasses import dataclass

from pipeline.ingest.fetching.client import Call, Client, Limits
from pipeline.ingest.fetching.faults import FetchFault
from pipeline.ingest.fetching.guard import guard_for
from pipeline.ingest.fetching.report import FetchReport, SourceReport
from pipeline.ingest.fetching.sources import Alerts
from pipeline.ingest.fetching.state import State
from pipeline.ingest.fetching.urls import host_of, parse_url

_LOG = logging.getLogger("entente.fetching")

_LIMITS = Limits(seconds=5.0, most_bytes=100_000)
"""A webhook that needs longer to take a line of JSON does not hold up a run."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What is told of a source: why it fails and in how many runs in a row; no reason, and the runs that failed, once it is well."""

    source: str
    reason: str | None
    detail: str
    failures: int
    time: dt.datetime

    @property
    def line(self) -> str:
        """The alert in one line."""
        if self.reason is None:
            return f"source {self.source} is well again after {self.failures} failed runs"
        return f"source {self.source} failed {self.failures} times in a row: {self.reason}: {self.detail}"

    @property
    def payload(self) -> bytes:
        """The alert as JSON."""
        said = {
            "source": self.source,
            "status": "failing" if self.reason else "recovered",
            "reason": self.reason,
            "detail": self.detail,
            "failures_in_a_row": self.failures,
            "time": self.time.isoformat(),
            # What chat services show.
            "text": f"Entente: {self.line}",
        }
        return json.dumps(said, ensure_ascii=False).encode()


def alert_for(report: SourceReport, before: int, now: dt.datetime) -> Alert | None:
    """What to tell of a source that had failed `before` times in a row: its 1st, 2nd, 4th, 8th… failure and its recovery."""
    if report.problem is None:
        return Alert(report.name, None, "", before, now) if before else None
    failures = before + 1
    if failures & before:
        return None
    return Alert(report.name, report.problem.reason, report.problem.detail, failures, now)


def tell(report: FetchReport, state: State, alerts: Alerts, client: Client, now: dt.datetime) -> None:
    """Count the failures of every source, and log and post what is to be told. The webhook's own faults are only logged."""
    for source in report.sources:
        if source.is_resting:
            continue
        before = state.failures(source.name)
        alert = alert_for(source, before, now)
        state.keep_failures(source.name, before + 1 if source.problem else 0)
        if alert:
            _LOG.log(logging.WARNING if alert.reason else logging.INFO, "%s", alert.line)
            if alerts.webhook:
                _post(alert, alerts.webhook, alerts.allow_hosts, client)


def _post(alert: Alert, webhook: str, allow_hosts: tuple[str, ...], client: Client) -> None:
    url = parse_url(webhook)
    call = Call(url, {"Content-Type": "application/json"}, "POST", alert.payload)
    try:
        status = client.exchange(call, guard_for(url, allow_hosts), _LIMITS).status
        fault = None if 200 <= status < 300 else f"status {status}"
    except FetchFault as caught:
        fault = caught.reason
    if fault:
        # Of the URL only the host: its path is often the key.
        _LOG.warning("the alert on source %s could not be posted to %s: %s", alert.source, host_of(url), fault)
