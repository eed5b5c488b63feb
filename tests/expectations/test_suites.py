"""Every rule holds on sound tables and finds the one row that breaks it."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import expectations.validate
from expectations.declared import declared_rules
from expectations.model import DriftRule
from expectations.rules import all_rules, rules_of
from expectations.validate import gathered, suite_of, validate
from pipeline.release.checked import Severity
from pipeline.schema.registry import TABLES, table_named
from pipeline.schema.vocabularies import (
    Cause,
    Change,
    CorrectionAction,
    Derivation,
    EntityType,
    EventType,
    Mode,
    Outcome,
    PartyRole,
    Status,
    Subject,
)
from pipeline.store.paths import Output
from tests.expectations.lake import change_lake, sound_rows, write_lake
from tests.samples import FIRST, FRANCE, NOON, PACT, SECOND, VISIT

Rows = dict[str, list[Any]]
LATER = dt.date(2022, 4, 1)
GONE = f"evt_{253:016x}"
STRANGER = "ent_00000000000000ff"


def _set(table: str, number: int = 0, **fields: Any) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[table][number] = dataclasses.replace(rows[table][number], **fields)

    return change


def _drop(table: str, number: int = -1) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        del rows[table][number]

    return change


def _add(table: str, **fields: Any) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[table].append(dataclasses.replace(rows[table][0], **fields))

    return change


def _both(*changes: Callable[[Rows], None]) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for each in changes:
            each(rows)

    return change


def _refuse_a_batch(rows: Rows) -> None:
    """A batch of sixty inputs, all of them refused."""
    given, refusal = rows["inputs"][-1], rows["quarantine"][0]
    for number in range(100, 160):
        new = {"input_id": f"inp_{number:016x}", "uri": f"articles/{number}.txt"}
        rows["inputs"].append(dataclasses.replace(given, ingest_batch="c" * 64, **new))
        rows["quarantine"].append(dataclasses.replace(refusal, **new))


def _turn_inwards(rows: Rows) -> None:
    """Eleven events of a government with itself."""
    first = rows["participants"][0]
    for number in range(11):
        sides = ((0, PartyRole.ACTOR), (1, PartyRole.RECIPIENT))
        event = f"evt_{100 + number:016x}"
        rows["participants"] += [
            dataclasses.replace(first, event_id=event, position=place, role=role, entity_id=None)
            for place, role in sides
        ]


def _revise_many(rows: Rows) -> None:
    """A field of eleven events revised, where the last release has none."""
    for number in range(11):
        new = {"change_id": f"chg_{100 + number:016x}", "event_id": f"evt_{100 + number:016x}"}
        rows["changes"].append(dataclasses.replace(rows["changes"][0], change=Change.REVISED, field="mode", **new))


_REFUSED = {"outcome": Outcome.QUARANTINED, "article_id": None}

Break = tuple[str, str, Callable[[Rows], None]]

BREAKS: list[Break] = [
    ("agreements", "party_countries_exist", _set("agreements", party_countries=("FRA", "QQQ"))),
    ("agreements", "date_start_before_date_end", _set("agreements", date_start=LATER)),
    ("agreements", "has_parties", _set("agreements", party_names=())),
    ("agreements", "made_by_an_event", _set("events", 1, agreement_id=None)),
    ("annotations", "inside_text", _set("annotations", end_char=900)),
    ("annotations", "lists_of_one_length", _set("annotations", token_tag=())),
    ("annotations", "tokens_inside_sentence", _set("annotations", token_end=(7,))),
    ("annotations", "heads_inside_sentence", _set("annotations", token_head=(1,))),
    ("annotations", "text_as_read", _set("annotations", text_sha256="0" * 64)),
    ("article_text", "body_given", _set("article_text", body=" \n")),
    ("article_text", "text_starts_inside", _set("article_text", text_start=500)),
    ("article_text", "content_once", _set("article_text", sha256=f"{2:064x}")),
    ("articles", "all_stored", _drop("article_text")),
    ("articles", "characters_counted", _set("articles", characters=1)),
    ("articles", "set_aside_by_subject", _set("articles", is_read=False)),
    ("mentions", "of_articles_read", _set("articles", is_read=False, subject=Subject.SPORT)),
    ("articles", "in_its_story", _set("articles", story_id="sto_0000000000000002")),
    ("articles", "made_from_an_earlier_one", _set("articles", 1, derived_from=FIRST, derivation=Derivation.COPY)),
    ("changes", "revision_names_a_field", _set("changes", field="mode")),
    ("changes", "reason_given", _set("changes", reason=" ")),
    ("changes", "of_events", _set("changes", change=Change.REMOVED)),
    ("changes", "merger_names_what_is_gone", _set("changes", change=Change.MERGED)),
    (
        "changes",
        "first_release_adds",
        _set("changes", change=Change.MERGED, supersedes=GONE, cause=Cause.FIRST_RELEASE),
    ),
    ("changes", "correction_gives_its_reason", _set("changes", cause=Cause.CORRECTION)),
    ("corrections", "reason_given", _set("corrections", reason=" ")),
    ("corrections", "acts_on_its_kind", _set("corrections", action=CorrectionAction.RENAME)),
    ("corrections", "event_told", _set("corrections", reference=None)),
    ("corrections", "value_given", _set("corrections", value=None)),
    ("corrections", "holds_for_an_event", _set("corrections", event_id=GONE)),
    ("corrections", "articles_are_here", _set("corrections", articles=("1.txt", "elsewhere.txt"))),
    ("ledger", "another_by_correction", _set("ledger", coded_as=PACT)),
    ("redirects", "gone", _set("redirects", change=Change.ADDED)),
    ("redirects", "reason_given", _set("redirects", reason=" ")),
    ("redirects", "last_release_given", _set("redirects", last_release=" ")),
    ("redirects", "never_used_again", _set("redirects", event_id=PACT)),
    (
        "redirects",
        "nothing_lost",
        _add("changes", change_id=f"chg_{254:016x}", event_id=f"evt_{254:016x}", change=Change.REMOVED),
    ),
    (
        "changes",
        "few_go",
        _add("changes", change_id="chg_00000000000000ff", event_id="evt_00000000000000ff", change=Change.REMOVED),
    ),
    ("changes", "few_revised", _revise_many),
    ("changes", "few_revised", _revise_many),
    ("dyads", "actor_country_exists", _set("dyads", actor_country="QQQ")),
    ("dyads", "recipient_country_exists", _set("dyads", recipient_country="QQQ")),
    ("dyads", "classes_add_up", _set("dyads", verbal_conflict=1)),
    ("dyads", "recounted", _set("participants", 1, role=PartyRole.OTHER)),
    ("dyads", "month_begins", _set("dyads", month=dt.date(2022, 3, 2))),
    ("entities", "country_code_exists", _set("entities", country_code="QQQ")),
    ("entities", "first_seen_before_last_seen", _set("entities", first_seen=LATER)),
    ("entities", "in_country", _set("entities", latitude=36.0, longitude=2.0)),
    ("entities", "near_country", _set("entities", latitude=-45.0, longitude=0.0)),
    ("entities", "both_coordinates", _set("entities", latitude=46.0)),
    ("entities", "item_once", _both(_set("entities", wikidata_id="Q1"), _set("entities", 1, wikidata_id="Q1"))),
    ("entity_names", "one_canonical_name", _set("entity_names", is_canonical=False)),
    ("entity_names", "canonical_as_listed", _drop("entity_names")),
    ("events", "country_code_exists", _set("events", country_code="QQQ")),
    ("events", "date_start_before_date_end", _set("events", date_start=dt.date(2022, 3, 25))),
    ("events", "first_reported_before_last_reported", _set("events", first_reported=LATER)),
    ("events", "in_country", _set("events", latitude=18.0)),
    ("events", "near_country", _set("events", latitude=-48.0)),
    ("events", "within_reach", _set("events", date_start=dt.date(1066, 10, 14))),
    ("events", "type_mode_score", _set("events", mode=Mode.ARREST)),
    ("events", "published_status", _set("events", status=Status.NEGATED)),
    ("events", "dates_come_together", _set("events", date_end=None)),
    ("events", "past_is_past", _set("events", date_start=LATER, date_end=LATER)),
    (
        "events",
        "plans_lie_ahead",
        _set("events", status=Status.PLANNED, date_start=dt.date(2000, 1, 1), date_end=dt.date(2000, 1, 1)),
    ),
    ("events", "has_an_actor", _set("participants", role=PartyRole.OTHER)),
    ("events", "counts_its_evidence", _drop("evidence", 0)),
    ("events", "place_is_whole", _set("events", place_name=None)),
    ("evidence", "inside_text", _set("evidence", end_char=900)),
    ("evidence", "mode_of_type", _set("evidence", mode=Mode.ARREST)),
    ("evidence", "snippet_is_short", _set("evidence", snippet="word " * 26)),
    ("evidence", "snippet_is_text", _set("evidence", snippet="The French delegation left Accra")),
    ("evidence", "inside_sentence", _set("evidence", sentence_start=12)),
    ("evidence", "published_has_event", _set("evidence", event_id=None)),
    ("evidence", "of_the_event_type", _set("evidence", event_type=EventType.AID)),
    ("inputs", "adds_up", _drop("inputs", 0)),
    ("inputs", "conserved", _set("inputs", 2, **_REFUSED)),
    ("inputs", "one_input_an_article", _set("inputs", outcome=Outcome.DUPLICATE)),
    ("inputs", "few_refused", _refuse_a_batch),
    ("codings", "every_article_coded", _drop("codings")),
    ("codings", "known_were_asked", _set("codings", states_known=("TGO",))),
    ("findings", "text_as_linked", _set("findings", text_sha256="0" * 64)),
    ("ledger", "every_event_listed", _drop("ledger")),
    ("ledger", "same_as_evidence", _set("ledger", event_id=PACT, coded_as=PACT)),
    ("mentions", "country_code_exists", _set("mentions", country_code="QQQ")),
    ("mentions", "inside_text", _set("mentions", end_char=0)),
    ("mentions", "surface_is_text", _set("mentions", start_char=1)),
    ("participants", "country_code_exists", _set("participants", country_code="QQQ")),
    ("participants", "numbered", _set("participants", 1, position=2)),
    ("participants", "no_dyad_with_itself", _set("participants", 1, entity_id=FRANCE)),
    ("participants", "listed_once", _add("participants", position=2)),
    ("participants", "countries_as_themselves", _set("participants", country_code="TGO")),
    ("participants", "few_within_a_country", _turn_inwards),
    ("participants", "bodies_without_sector", _set("participants", country_code="IGO")),
    ("participants", "name_given", _set("participants", name=" ")),
    ("quarantine", "detail_given", _set("quarantine", detail=" ")),
    ("quarantine", "no_spike", _refuse_a_batch),
    ("quotes", "inside_text", _set("quotes", end_char=900)),
    ("quotes", "snippet_is_short", _set("quotes", snippet="")),
    ("quotes", "snippet_is_text", _set("quotes", snippet="a bad day for trade")),
    ("reports", "inside_text", _set("reports", end_char=900)),
    ("reports", "country_code_exists", _set("reports", country_code="QQQ")),
    ("reports", "party_country_exist", _set("reports", party_country=("QQQ", ""))),
    ("reports", "mode_of_type", _set("reports", mode=Mode.ARREST)),
    ("reports", "snippet_is_short", _set("reports", snippet="word " * 26)),
    ("reports", "date_start_before_date_end", _set("reports", date_start=LATER)),
    ("reports", "parties_of_one_length", _set("reports", party_name=("France",))),
    ("reports", "parties_known", _set("reports", party_entity_id=(STRANGER, ""))),
    ("roles", "country_code_exists", _set("roles", country_code="QQQ")),
    ("roles", "inside_text", _set("roles", end_char=900)),
    ("roles", "first_reported_before_last_reported", _set("roles", first_reported=LATER)),
    ("roles", "held_by_persons", _set("entities", 2, entity_type=EntityType.GROUP)),
    ("stories", "first_published_before_last_published", _set("stories", first_published=NOON + dt.timedelta(days=1))),
    ("stories", "made_from_earlier_members", _set("stories", derived_from=(FIRST,), derivations=(Derivation.COPY,))),
    ("stories", "counts_articles", _set("stories", article_count=2)),
    ("stories", "each_article_once", _set("stories", article_ids=(SECOND,))),
]
"""For each rule of each suite, one change that breaks it."""

DECLARED: list[Break] = [
    ("agreements", "domains_in_domain", _set("agreements", domains=("weather",))),
    ("entities", "latitude_in_bounds", _set("entities", latitude=95.0, longitude=2.0)),
    ("entities", "wikidata_id_matches", _set("entities", wikidata_id="Q042")),
    ("events", "agreement_id_known", _set("events", agreement_id="agr_00000000000000ff")),
    ("events", "cameo_code_matches", _set("events", cameo_code="4x")),
    ("events", "confidence_in_bounds", _set("events", confidence=1.5)),
    ("events", "date_precision_in_domain", _set("events", date_precision="fortnight")),
    ("evidence", "article_id_known", _set("evidence", article_id="art_00000000000000ff")),
    ("mentions", "mention_id_matches", _set("mentions", mention_id="men_1")),
    ("participants", "entity_id_known", _set("participants", entity_id=STRANGER)),
    ("participants", "event_id_known", _set("participants", event_id="evt_00000000000000ff")),
    ("participants", "key_unique", _add("participants")),
    ("quotes", "speaker_id_known", _set("quotes", speaker_id=STRANGER)),
]
"""A change for each kind of expectation that follows from a declaration and that Arrow lets through."""

ALSO: dict[tuple[str, str], set[str]] = {
    ("changes", "few_revised"): {"of_events"},
    ("changes", "of_events"): {"few_go"},
    ("dyads", "actor_country_exists"): {"recounted"},
    ("dyads", "recipient_country_exists"): {"recounted"},
    ("dyads", "month_begins"): {"recounted"},
    ("entities", "near_country"): {"in_country"},
    ("events", "near_country"): {"in_country"},
    ("participants", "country_code_exists"): {"countries_as_themselves"},
    ("participants", "no_dyad_with_itself"): {"countries_as_themselves"},
    ("participants", "few_within_a_country"): {"event_id_known"},
    ("entity_names", "one_canonical_name"): {"canonical_as_listed"},
    ("entities", "latitude_in_bounds"): {"in_country", "near_country"},
    ("participants", "bodies_without_sector"): {"countries_as_themselves"},
    ("events", "first_reported_before_last_reported"): {"counts_its_evidence"},
    ("evidence", "inside_text"): {"inside_sentence"},
    ("evidence", "inside_sentence"): {"snippet_is_text"},
    ("evidence", "snippet_is_short"): {"snippet_is_text"},
    ("inputs", "adds_up"): {"one_input_an_article"},
    ("inputs", "conserved"): {"adds_up"},
    ("inputs", "one_input_an_article"): {"adds_up"},
    ("ledger", "every_event_listed"): {"same_as_evidence"},
    ("mentions", "inside_text"): {"surface_is_text"},
    ("participants", "event_id_known"): {"numbered"},
    ("participants", "key_unique"): {"listed_once", "numbered"},
}
"""Where one change breaks more than one rule of its table, the others."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Output:
    """A lake of sound rows, to be found so again after each test."""
    output = Output(tmp_path_factory.mktemp("sound"))
    write_lake(output, sound_rows())
    return output


@pytest.fixture
def holding(sound) -> Iterator[Callable[[Rows], Output]]:
    """The lake with other rows, until the test is done."""
    given: list[Rows] = []

    def put(rows: Rows) -> Output:
        given.append(rows)
        change_lake(sound, sound_rows(), rows)
        return sound

    yield put
    for rows in given:
        change_lake(sound, rows, sound_rows())


@pytest.fixture
def outcome_of(holding) -> Callable[[str, str, Rows], Any]:
    """What a rule of a table says of rows."""

    def outcome(table: str, rule: str, rows: Rows) -> Any:
        found = validate(holding(rows).lake, table_named(table))
        (one,) = [each for each in found if each.name == rule]
        return one

    return outcome


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_sound_tables_keep_every_expectation_each_under_a_name_of_its_own(sound, table):
    found = validate(sound.lake, table_named(table))
    assert [str(each) for each in found if not each.passed] == []
    assert len({each.name for each in found}) == len(found)


@pytest.mark.parametrize(
    ("table", "rule", "change"), BREAKS + DECLARED, ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_broken_row_is_shown_by_the_rule_that_it_breaks_and_by_no_other(holding, table, rule, change):
    rows = sound_rows()
    change(rows)
    failed = {each.name: each for each in validate(holding(rows).lake, table_named(table)) if not each.passed}
    assert set(failed) == {rule} | ALSO.get((table, rule), set())
    outcome = failed[rule]
    assert (outcome.table, outcome.failing) == (table, len(outcome.rows))
    assert outcome.rows and all(outcome.rows)


@pytest.mark.parametrize(
    ("table", "reference"),
    [(table, reference) for table in TABLES for reference in table.references],
    ids=lambda each: each.column if hasattr(each, "column") else each.name,
)
def test_an_id_of_no_row_is_found_in_every_reference(outcome_of, table, reference):
    rows = sound_rows()
    held = getattr(rows[reference.table][0], reference.target)
    nowhere = held[:4] + "f" * 16
    _set(table.name, **{reference.column: nowhere})(rows)
    (row,) = outcome_of(table.name, f"{reference.column}_known", rows).rows
    assert row[reference.column] == nowhere


@pytest.mark.parametrize(
    ("table", "rule", "change"),
    [
        each
        for each in BREAKS + DECLARED
        if each[0] in ("article_text", "articles", "annotations", "findings", "mentions")
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_table_in_many_small_files_is_judged_as_one_in_few(holding, monkeypatch, table, rule, change):
    rows = sound_rows()
    change(rows)
    lake = holding(rows).lake
    found = validate(lake, table_named(table))
    monkeypatch.setattr(expectations.validate, "_FEW", 0)
    assert table in gathered(lake, table_named(table), suite_of(table_named(table)))
    assert validate(lake, table_named(table)) == found
    assert rule in [each.name for each in found if not each.passed]


@pytest.mark.parametrize("limit", ["_SMALL", "_ROOM"])
def test_a_table_in_large_files_is_not_held_in_memory(holding, monkeypatch, limit):
    lake, table = holding(sound_rows()).lake, table_named("annotations")
    monkeypatch.setattr(expectations.validate, "_FEW", 0)
    assert table.name in gathered(lake, table, suite_of(table))
    monkeypatch.setattr(expectations.validate, limit, 1)
    assert table.name not in gathered(lake, table, suite_of(table))


def test_a_null_where_a_value_is_due_is_not_written(tmp_path):
    rows = sound_rows()
    _set("events", summary=None)(rows)
    with pytest.raises(ValueError, match="summary"):
        write_lake(Output(tmp_path), rows)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("summary", None, "summary_not_null"),
        ("event_type", "MEET", "event_type_in_domain"),
        ("event_id", "evt_1", "event_id_matches"),
        ("score", 11.0, "score_in_bounds"),
    ],
)
def test_what_another_program_wrote_into_the_lake_is_checked_as_well(tmp_path, column, value, rule):
    output = Output(tmp_path)
    write_lake(output, sound_rows())
    (path,) = output.lake.files(table_named("events"))
    events = pq.read_table(path)
    values = [value, *events[column].to_pylist()[1:]]
    place = events.column_names.index(column)
    pq.write_table(events.set_column(place, column, pa.array(values, events.schema.field(column).type)), path)
    failed = {each.name: each for each in validate(output.lake, table_named("events")) if not each.passed}
    assert failed[rule].failing == 1
    assert failed[rule].severity is Severity.FATAL


def test_a_rule_of_thumb_that_fails_is_a_warning(outcome_of):
    rows = sound_rows()
    _set("events", latitude=18.0)(rows)
    assert outcome_of("events", "in_country", rows).severity is Severity.WARNING


NEVER = {
    "inputs": {"adds_up", "conserved", "one_input_an_article"},
    "article_text": {"content_once"},
    "stories": {"each_article_once"},
    "evidence": {"inside_text", "inside_sentence", "snippet_is_text", "snippet_is_short", "of_the_event_type"},
    "mentions": {"inside_text", "surface_is_text"},
    "quotes": {"inside_text", "snippet_is_text", "snippet_is_short"},
    "events": {"counts_its_evidence", "has_an_actor", "type_mode_score"},
    "dyads": {"recounted"},
    "ledger": {"same_as_evidence"},
    "redirects": {"never_used_again", "nothing_lost"},
}
"""Conservation, offsets, short snippets and accounts that must tally: nobody may let them pass."""


def test_what_a_release_cannot_do_without_is_fatal():
    for table in TABLES:
        for rule in all_rules(table):
            if rule in declared_rules(table) or rule.name in NEVER.get(table.name, ()):
                assert rule.severity is Severity.FATAL, (table.name, rule.name)


def test_at_least_forty_kinds_of_broken_rows_are_put_to_the_test():
    assert len({(table, rule) for table, rule, _ in [*BREAKS, *DECLARED]}) >= 40


def test_every_rule_is_put_to_the_test():
    rules = ((table.name, rule) for table in TABLES for rule in rules_of(table.name))
    # How far a release moves from its parent is put to the test in `test_drift.py`.
    declared = {(table, rule.name) for table, rule in rules if not isinstance(rule, DriftRule)}
    assert {(table, rule) for table, rule, _ in BREAKS} == declared


def test_the_failing_row_is_shown_by_its_key_and_what_the_rule_speaks_of(outcome_of):
    rows = sound_rows()
    _set("events", date_start=LATER, date_end=LATER)(rows)
    (row,) = outcome_of("events", "past_is_past", rows).rows
    assert row == {"event_id": VISIT, "status": "occurred", "date_start": "2022-04-01", "last_reported": "2022-03-26"}


def test_no_more_than_twenty_failing_rows_are_kept(outcome_of):
    rows = sound_rows()
    (name, *_) = rows["entity_names"]
    rows["entity_names"] += [
        dataclasses.replace(name, name=f"France {number}", entity_id=STRANGER) for number in range(30)
    ]
    outcome = outcome_of("entity_names", "entity_id_known", rows)
    assert (outcome.failing, len(outcome.rows)) == (30, 20)
