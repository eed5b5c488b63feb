"""Ids over a chain of releases: none used twice, none lost unrecorded, older work joined to the newest release."""

import dataclasses
import itertools
import random
from collections import defaultdict
from types import SimpleNamespace

import pyarrow.compute as pc
import pytest

from pipeline.events.identity import identify
from pipeline.release.index import read_index
from pipeline.release.published import load_parent, read_table
from pipeline.release.verify import verify
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.ledger import LedgerEntry
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.schema.vocabularies import Change
from pipeline.store.paths import Output
from tests.release.conftest import publish_samples
from tests.samples import EVIDENCE, PACT_EVENT, PARTICIPANTS, ROWS, arrow

RELEASES = 10


class World:
    """Reports and the affair that each of them tells, as coders see them from release to release."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.affairs = {}
        self.known = 0

    def goes_on(self):
        """News come in, on new affairs and late on old ones; coders think again: they join, part, drop and take up again."""
        affairs = sorted(set(self.affairs.values()) - {None})
        for _ in range(self.random.randint(4, 9)):
            self.known += 1
            old = affairs and self.random.random() < 0.5
            self.affairs[f"rep_{self.known:016x}"] = self.random.choice(affairs) if old else self.known
        for report in self.random.sample(sorted(self.affairs), k=min(4, len(self.affairs))):
            self.affairs[report] = self.random.choice([None, self.random.randint(1, self.known), self.known + 1000])
        for one in self.random.sample(affairs, k=min(2, len(affairs))):
            into = self.random.choice(affairs)
            self.affairs = {report: into if affair == one else affair for report, affair in self.affairs.items()}

    def clusters(self):
        """The reports of each affair, as consolidation hands them to `identify`; those of no affair are no events now."""
        held = defaultdict(list)
        for report, affair in sorted(self.affairs.items()):
            if affair is not None:
                held[affair].append(report)
        return [held[affair] for affair in sorted(held)]

    def tables(self, parent):
        """The public tables, with ids as the stage gives them under the ledger and redirects of the parent."""
        reports = self.clusters()
        members = [SimpleNamespace(members=[_member(report) for report in each]) for each in reports]
        past = _mapping(parent.read("ledger"), "report_id", "event_id") if parent else {}
        retired = parent.read("redirects")["event_id"].to_pylist() if parent else []
        ids = identify(members, past, retired)
        homes = {report: event_id for event_id, each in zip(ids, reports, strict=True) for report in each}
        party = next(row for row in PARTICIPANTS if row.event_id == PACT_EVENT.event_id)
        rows = {
            "events": [
                dataclasses.replace(PACT_EVENT, event_id=event_id, article_count=len(each))
                for event_id, each in zip(ids, reports, strict=True)
            ],
            "participants": [dataclasses.replace(party, event_id=event_id, position=0) for event_id in ids],
            "evidence": [
                dataclasses.replace(EVIDENCE[0], evidence_id=report, event_id=homes.get(report))
                for report in sorted(self.affairs)
            ],
            "ledger": [LedgerEntry(report, event_id, event_id) for report, event_id in homes.items()],
        }
        return arrow(ROWS | rows)


def _member(report_id):
    return SimpleNamespace(report=SimpleNamespace(report_id=report_id))


def _mapping(table, key, value):
    return dict(zip(table[key].to_pylist(), table[value].to_pylist(), strict=True))


def _ids(release):
    return set(read_table(release, "events")["event_id"].to_pylist())


@pytest.fixture(scope="module", params=range(3), ids="chain {}".format)
def chain(request, tmp_path_factory):
    """Ten releases, each published after the last."""
    world, output = World(request.param), Output(tmp_path_factory.mktemp("chain"))
    releases = []
    for _ in range(RELEASES):
        world.goes_on()
        tables = world.tables(load_parent(output))
        releases.append(publish_samples(output, tables))
    return releases


def test_over_ten_releases_no_id_is_used_again_and_none_is_lost_unrecorded(chain):
    given_up = set()
    lost = 0
    for before, after in itertools.pairwise(chain):
        ids, redirects = (
            _ids(after),
            {row.event_id: row for row in arrow_to_rows(REDIRECTS, read_table(after, "redirects"))},
        )
        assert given_up & ids == set()
        gone = _ids(before) - ids
        lost += len(gone)
        given_up |= gone
        assert set(redirects) == given_up
        assert {row.target for row in redirects.values()} - {None} <= ids
        told = {
            entry.told_of
            for entry in arrow_to_rows(CHANGES, read_table(after, "changes"))
            if entry.change in (Change.MERGED, Change.REMOVED)
        }
        assert told == gone
    assert lost > RELEASES
    assert len(read_index(chain[0].parent).releases) == RELEASES
    assert verify(chain[-1]) == []


def test_an_event_keeps_its_id_while_no_other_event_has_more_of_its_reports(chain):
    for before, after in itertools.pairwise(chain):
        ledgers = [_mapping(read_table(each, "ledger"), "report_id", "event_id") for each in (before, after)]
        homes = defaultdict(set)
        origins = defaultdict(set)
        for report, event in ledgers[1].items():
            if report in ledgers[0]:
                homes[ledgers[0][report]].add(event)
                origins[event].add(ledgers[0][report])
        for event, now in homes.items():
            if len(now) == 1 and all(origins[each] == {event} for each in now):
                assert now == {event}


def test_work_on_any_earlier_release_joins_the_last_by_its_redirects(chain):
    last = chain[-1]
    living = _ids(last)
    redirects = _mapping(read_table(last, "redirects"), "event_id", "target")
    reports = set(read_table(last, "ledger")["report_id"].to_pylist())
    for release in chain[:-1]:
        ledger = read_table(release, "ledger")
        for event in _ids(release):
            home = event if event in living else redirects[event]
            held = set(ledger.filter(pc.equal(ledger["event_id"], event))["report_id"].to_pylist())
            assert home in living or not held & reports or home is None


def test_splits_and_mergers_say_what_they_supersede(chain):
    entries = [entry for release in chain[1:] for entry in arrow_to_rows(CHANGES, read_table(release, "changes"))]
    assert all(entry.supersedes for entry in entries if entry.change is Change.MERGED)
    assert any(entry.supersedes for entry in entries if entry.change is Change.ADDED)
    assert {entry.change for entry in entries} == set(Change)
