"""What people corrected, from the files to the release: applied, told with its cause, rebuilt, and refused in one line."""

import pytest

import assets.build
import assets.events
from assets.build import run_build
from assets.rebuild import run_rebuild
from pipeline.release.index import read_index
from pipeline.release.published import read_table
from pipeline.release.verify import verify
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.schema.vocabularies import Cause, Change, EventType

HEADER = "action,event,value,reason,reference\n"


@pytest.fixture
def corrected(tmp_path, monkeypatch):
    """Write rows of corrections of events, which the next builds take."""
    path = tmp_path / "events.csv"
    for module in (assets.build, assets.events):
        monkeypatch.setattr(module, "EVENT_CORRECTIONS", path)

    def write(*rows):
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")

    write()
    return write


def _latest(output):
    return output.releases / str(read_index(output.releases).latest)


def _rows(release, table):
    return list(arrow_to_rows(table, read_table(release, table.name)))


def _of(release, kind):
    return next(row.event_id for row in _rows(release, EVENTS) if row.event_type is kind)


def test_corrections_make_a_release_that_tells_them_is_rebuilt_to_the_byte_and_can_be_taken_back(
    output, articles, corrected
):
    first = _latest(output)
    visit, blame = _of(first, EventType.CONSULT), _of(first, EventType.ACCUSE)
    corrected(f"suppress,{visit},,they never met,a name", f"recode,{blame},REJECT,it was a refusal,a name")
    assert run_build([str(articles)], output.root, None) == 0
    second = _latest(output)
    assert verify(second) == []
    told = {(row.event_id, row.change): row for row in _rows(second, CHANGES)}
    assert told[visit, Change.REMOVED].reason == "corrected: they never met (a name)"
    assert {row.cause for row in told.values()} == {Cause.CORRECTION}
    assert {row.event_id: row.reason for row in _rows(second, REDIRECTS)} == {
        visit: "corrected: they never met (a name)"
    }
    assert "they never met (a name)" in (second / "CHANGES.md").read_text()
    assert run_rebuild(second, [str(articles)]) == 0

    corrected()
    assert run_build([str(articles)], output.root, None) == 0
    third = _latest(output)
    assert read_table(third, "events").equals(read_table(first, "events"))
    assert _rows(third, REDIRECTS) == []
    back = {(row.event_id, row.change): row for row in _rows(third, CHANGES)}
    assert back[visit, Change.ADDED].reason == "no longer corrected: they never met (a name)"


def test_a_correction_of_an_event_that_is_gone_is_told_in_one_line_and_nothing_is_published(
    output, articles, corrected, capsys
):
    before = _latest(output)
    corrected(f"suppress,evt_{7:016x},,no event,a name")
    assert run_build([str(articles)], output.root, None) == 1
    shown = capsys.readouterr().err
    assert f"events.csv:2: evt_{7:016x} is no event of these articles" in shown
    assert "Traceback" not in shown
    assert _latest(output) == before


def test_a_correction_that_cannot_be_read_is_bad_usage_told_in_one_line(output, articles, corrected, capsys):
    corrected(f"move,evt_{7:016x},Atlantis,moved,a name")
    assert run_build([str(articles)], output.root, None) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("entente build: events.csv:2: 'Atlantis' is no GeoNames id")
    assert shown.count("\n") == 1
