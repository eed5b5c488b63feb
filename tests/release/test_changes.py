"""Changes tell added, revised, merged and removed events apart, and a diff shows the same."""

import dataclasses
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.release.changes import compute_changes
from pipeline.release.changes_page import changes_page
from pipeline.release.diff import as_json, diff
from pipeline.release.errors import ReleaseError
from pipeline.release.published import EventTables, load_parent
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.ledger import LedgerEntry
from pipeline.schema.vocabularies import Cause, Change, Context, Status
from pipeline.store.corrections import read_corrections
from tests.samples import (
    BLAME,
    EVIDENCE,
    FIRST,
    PACT,
    PACT_EVENT,
    PARTICIPANTS,
    ROWS,
    SECOND,
    VISIT,
    VISIT_EVENT,
    arrow,
    sample_tables,
)


def _world(**tables) -> dict[str, pa.Table]:
    rows = ROWS | tables
    return arrow(
        rows
        | {
            "ledger": [
                LedgerEntry(row.evidence_id, row.event_id, row.event_id) for row in rows["evidence"] if row.event_id
            ]
        }
    )


def _changes(world, parent):
    table = compute_changes(EventTables.of(world.__getitem__), parent)
    return {(row.event_id, row.change, row.field): row for row in arrow_to_rows(CHANGES, table)}


def _without(event: str, heir: str | None = None) -> dict[str, list]:
    """The sample world after an event is gone, its evidence gone with it or moved to `heir`."""
    moved = [dataclasses.replace(row, event_id=heir) if row.event_id == event else row for row in EVIDENCE]
    return {
        "events": [row for row in ROWS["events"] if row.event_id != event],
        "participants": [row for row in PARTICIPANTS if row.event_id != event],
        "evidence": [row for row in moved if row.event_id],
    }


def test_everything_is_added_in_a_first_release(output):
    assert load_parent(output) is None
    assert set(_changes(sample_tables(), None)) == {(event, Change.ADDED, None) for event in (VISIT, PACT, BLAME)}


def test_nothing_changes_where_nothing_changed(release_of, output):
    release_of()
    assert _changes(sample_tables(), load_parent(output)) == {}


def test_every_field_that_was_revised_has_a_row_with_both_values(release_of, output):
    release_of()
    revised = dataclasses.replace(VISIT_EVENT, status=Status.ONGOING, contexts=(Context.MILITARY,), place_name=None)
    changes = _changes(_world(events=[revised, *ROWS["events"][1:]]), load_parent(output))
    values = {field: (row.before, row.after) for (_, _, field), row in changes.items()}
    assert values == {
        "status": ("occurred", "ongoing"),
        "contexts": ("diplomatic; economic", "military"),
        "place_name": ("Accra", None),
    }


def test_other_parties_are_a_revision_of_the_event(release_of, output):
    release_of()
    parties = [dataclasses.replace(PARTICIPANTS[0], country_code="BEL", name="Belgium"), *PARTICIPANTS[1:]]
    ((key, row),) = _changes(_world(participants=parties), load_parent(output)).items()
    assert key == (VISIT, Change.REVISED, "participants")
    assert "Belgium BEL" in row.after


def test_an_event_whose_reports_belong_to_another_now_is_merged_into_it(release_of, output):
    release_of()
    changes = _changes(_world(**_without(PACT, heir=VISIT)), load_parent(output))
    assert changes[VISIT, Change.MERGED, None].supersedes == PACT


def test_an_event_without_any_report_left_is_removed(release_of, output):
    release_of()
    assert set(_changes(_world(**_without(PACT)), load_parent(output))) == {(PACT, Change.REMOVED, None)}


def test_an_event_made_of_reports_of_another_is_told_to_be_split_from_it(release_of, output):
    release_of()
    part = dataclasses.replace(PACT_EVENT, event_id="evt_00000000000000ff")
    evidence = [dataclasses.replace(row, event_id=part.event_id) if row is EVIDENCE[1] else row for row in EVIDENCE]
    changes = _changes(_world(events=[*ROWS["events"], part], evidence=evidence), load_parent(output))
    added = changes[part.event_id, Change.ADDED, None]
    assert VISIT in added.reason
    assert added.supersedes == VISIT


def test_a_column_that_the_parent_did_not_have_is_not_compared(release_of, output):
    release_of()
    parent = load_parent(output)
    events = parent.read("events").drop_columns(["cameo_code"])
    older = dataclasses.replace(parent, held={**parent.held, "events": events})
    assert _changes(sample_tables(), older) == {}


def _spoil(path, column: str) -> None:
    """Overwrite the values of a column in a Parquet file, but not what its footer says of them."""
    data, group = bytearray(path.read_bytes()), pq.ParquetFile(path).metadata.row_group(0)
    (chunk,) = (each for each in map(group.column, range(group.num_columns)) if each.path_in_schema == column)
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    data[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    path.write_bytes(data)


def test_of_the_parent_no_more_is_read_than_tells_what_changed(release_of, output):
    tables = release_of() / "tables"
    for table, column in (("evidence", "snippet"), ("articles", "uri"), ("articles", "title")):
        _spoil(tables / table / "part.parquet", column)
    assert _changes(_world(**_without(PACT)), load_parent(output)).keys() == {(PACT, Change.REMOVED, None)}


def test_a_parent_that_cannot_be_read_is_told_in_one_line(release_of, output):
    tables = release_of() / "tables"
    _spoil(tables / "evidence" / "part.parquet", "event_id")
    with pytest.raises(ReleaseError, match=r"^release 2026\.11\.23 cannot be compared: run `entente verify`: .+$"):
        _changes(sample_tables(), load_parent(output))
    (tables / "evidence" / "part.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match=r"part\.parquet: cannot be read: run `entente verify"):
        load_parent(output)


def test_a_diff_of_two_releases_shows_what_the_later_says_it_changed(release_of):
    first = release_of()
    second = release_of(_world(**_without(PACT, heir=VISIT)))
    found = diff(first, second)
    assert (found.before, found.after) == (first.name, second.name)
    assert found.counts == {Change.ADDED: 0, Change.REVISED: 0, Change.MERGED: 1, Change.REMOVED: 0}
    told = json.loads(as_json(found))["changes"][0]
    assert (told["event_id"], told["supersedes"], told["told_of"]) == (VISIT, PACT, PACT)
    assert f"| `{PACT}` | coder_change | {PACT} was merged into it" in (second / "CHANGES.md").read_text()


def test_a_diff_read_backwards_adds_what_was_removed(release_of):
    first, second = release_of(), release_of(_world(**_without(PACT)))
    assert diff(second, first).counts[Change.ADDED] == 1


def test_the_page_names_at_most_a_hundred_events_and_counts_the_rest(release_of, output):
    entries = [
        next(
            arrow_to_rows(
                CHANGES,
                compute_changes(EventTables.of(sample_tables().__getitem__), None),
            )
        )
    ]
    many = [
        dataclasses.replace(entries[0], change=Change.REMOVED, event_id=f"evt_{number:016x}") for number in range(130)
    ]
    page = changes_page(arrow({"changes": many})["changes"], "2026.11.23", "2026.11.22")
    assert "and 30 more" in page
    assert "| removed | first_release | 130 |" in page


def test_a_change_of_parties_by_a_correction_gives_its_reason(release_of, output, tmp_path):
    release_of()
    (party, *others) = [row for row in PARTICIPANTS if row.event_id == VISIT]
    moved = [dataclasses.replace(party, entity_id=f"ent_{7:016x}", name="Another"), *others]
    path = tmp_path / "entities.csv"
    path.write_text(
        f"action,entity,value,where,reason\nmerge,{party.entity_id},ent_{7:016x},,one army under two names\n",
        encoding="utf-8",
    )
    world = _world(
        participants=[*moved, *(row for row in PARTICIPANTS if row.event_id != VISIT)],
        corrections=[*ROWS["corrections"], *(each.entry for each in read_corrections(path))],
    )
    changes = _changes(world, load_parent(output)).values()
    assert {(row.event_id, row.field, row.cause, row.reason) for row in changes} == {
        (VISIT, "participants", Cause.CORRECTION, "corrected: one army under two names")
    }


THIRD = f"art_{3:016x}"
"""An article that the sample release does not have."""


def _told_once_more(article: str, number: int = 9) -> dict[str, list]:
    """The sample world with one more report of the visit, in an article."""
    articles = [*ROWS["articles"]]
    if article not in {row.article_id for row in articles}:
        articles.append(dataclasses.replace(articles[0], article_id=article))
    report = dataclasses.replace(EVIDENCE[0], evidence_id=f"rep_{number:016x}", article_id=article)
    return {
        "articles": articles,
        "evidence": [*EVIDENCE, report],
        "events": [dataclasses.replace(VISIT_EVENT, report_count=3), *ROWS["events"][1:]],
    }


def _causes(world, output):
    return {(row.event_id, row.field): row.cause for row in _changes(world, load_parent(output)).values()}


def test_a_report_in_an_article_that_came_is_new_evidence(release_of, output):
    release_of()
    assert _causes(_world(**_told_once_more(THIRD)), output) == {(VISIT, "report_count"): Cause.NEW_EVIDENCE}


def test_a_report_in_an_article_that_was_there_is_a_change_of_the_coder(release_of, output):
    release_of()
    assert _causes(_world(**_told_once_more(FIRST)), output) == {(VISIT, "report_count"): Cause.CODER_CHANGE}


def test_the_same_reports_with_another_value_are_a_change_of_the_coder(release_of, output):
    release_of()
    world = _world(events=[dataclasses.replace(VISIT_EVENT, status=Status.ONGOING), *ROWS["events"][1:]])
    assert _causes(world, output) == {(VISIT, "status"): Cause.CODER_CHANGE}


def test_other_links_of_the_same_parties_are_told_as_links_also_in_the_summary(release_of, output):
    release_of()
    parties = [dataclasses.replace(PARTICIPANTS[0], country_code="BEL", name="Belgium"), *PARTICIPANTS[1:]]
    events = [dataclasses.replace(VISIT_EVENT, summary="Belgium visited Ghana"), *ROWS["events"][1:]]
    causes = _causes(_world(participants=parties, events=events), output)
    assert causes == {(VISIT, "participants"): Cause.LINKS, (VISIT, "summary"): Cause.LINKS}


@pytest.mark.parametrize(("came", "cause"), [(True, Cause.REGROUPED), (False, Cause.CODER_CHANGE)])
def test_reports_grouped_otherwise_are_the_coders_doing_where_no_article_came_or_went(release_of, output, came, cause):
    release_of()
    more = {"articles": [*ROWS["articles"], dataclasses.replace(ROWS["articles"][0], article_id=THIRD)]} if came else {}
    changes = _changes(_world(**_without(PACT, heir=VISIT), **more), load_parent(output))
    assert changes[VISIT, Change.MERGED, None].cause is cause


def test_an_event_that_is_no_more_with_its_articles_is_removed_for_its_evidence(release_of, output):
    release_of()
    left = [row for row in EVIDENCE if row.article_id != SECOND]
    world = _world(
        articles=ROWS["articles"][:1],
        evidence=left,
        events=ROWS["events"][:2],
        participants=[row for row in PARTICIPANTS if row.event_id != BLAME],
    )
    assert _causes(world, output)[BLAME, None] is Cause.NEW_EVIDENCE


def test_the_field_that_a_correction_changes_has_its_reason_and_the_others_their_own_cause(release_of, output):
    release_of()
    (moved,) = ROWS["corrections"]
    again = dataclasses.replace(moved, correction_id=f"cor_{2:016x}", value="Tema|GHA", reason="they landed in Tema")
    told = _told_once_more(THIRD)
    told["events"][0] = dataclasses.replace(told["events"][0], place_name="Tema")
    world = _world(**told, corrections=[again])
    changes = {row.field: row for row in _changes(world, load_parent(output)).values()}
    assert changes["place_name"].cause is Cause.CORRECTION
    assert changes["place_name"].reason == "corrected: they landed in Tema (articles/1.txt)"
    assert changes["report_count"].cause is Cause.NEW_EVIDENCE


def test_a_correction_that_was_taken_back_is_the_cause_too(release_of, output):
    release_of()
    world = _world(corrections=[], events=[dataclasses.replace(VISIT_EVENT, place_name="Tema"), *ROWS["events"][1:]])
    ((_, row),) = _changes(world, load_parent(output)).items()
    assert (row.cause, row.reason) == (
        Cause.CORRECTION,
        "no longer corrected: the delegation landed in Accra (articles/1.txt)",
    )


def test_a_diff_and_the_page_tell_the_cause(release_of):
    first, second = release_of(), release_of(_world(**_told_once_more(THIRD)))
    assert [item.cause for item in diff(first, second).differences] == [Cause.NEW_EVIDENCE]
    assert "| revised | new_evidence | 1 |" in (second / "CHANGES.md").read_text()


def test_a_release_of_before_corrections_is_a_parent_whose_causes_are_told(release_of, output):
    release_of()
    parent = load_parent(output)
    older = dataclasses.replace(parent, held={**parent.held, "corrections": parent.read("corrections").slice(0, 0)})
    changes = compute_changes(EventTables.of(sample_tables().__getitem__), older)
    assert changes.num_rows == 0
