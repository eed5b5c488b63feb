"""What people corrected of events holds through consolidation, from release to release, and stops what cannot be right."""

from types import SimpleNamespace

import pytest

from pipeline.events.consolidate import consolidate
from pipeline.events.corrections import read_event_corrections
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow, to_arrow
from pipeline.schema.tables.agreements import AGREEMENTS
from pipeline.schema.tables.corrections import CORRECTIONS
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.redirects import REDIRECTS, Redirect
from pipeline.schema.vocabularies import Change, EventType, Mode, PlacePrecision, Status
from pipeline.store.paths import EVENT_CORRECTIONS
from pipeline.store.reference import ReferenceError
from tests.events.stories import coded

HEADER = "action,event,value,reason,reference\n"
BODIES = (
    "The foreign minister of Togo visited Ghana on Thursday and met President Nana Akufo-Addo in Accra, officials said.",
    "Ghana accused Togo on Sunday of violating the border.",
    "Ghana and Togo signed a memorandum on fisheries in Accra on Friday.",
)
AGAIN = "The foreign minister of Togo met Ghana's president, Nana Akufo-Addo, in Accra on Thursday, aides said."


@pytest.fixture(scope="module")
def before():
    return coded(*BODIES)


@pytest.fixture(scope="module")
def after():
    """The same articles and one more, on the visit."""
    return coded(*BODIES, AGAIN)


@pytest.fixture
def build(tmp_path):
    """Consolidate coded articles under rows of corrections and the ledger of an earlier result."""

    def run(tables, *rows, past=None, redirects=()):
        path = tmp_path / "events.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        ledger = past.ledger if past else to_arrow(LEDGER).empty_table()
        made = consolidate(*tables, ledger, rows_to_arrow(REDIRECTS, redirects), read_event_corrections(path))
        return SimpleNamespace(
            ledger=made.ledger,
            events={row.event_id: row for row in arrow_to_rows(EVENTS, made.events)},
            evidence=list(arrow_to_rows(EVIDENCE, made.evidence)),
            agreements=list(arrow_to_rows(AGREEMENTS, made.agreements)),
            corrections=list(arrow_to_rows(CORRECTIONS, made.corrections)),
            dyads=made.dyads,
        )

    return run


def _of(made, kind):
    return next(event for event, row in made.events.items() if row.event_type is kind)


def _gone(event, target=None):
    return Redirect(event, target, "2026.11.22", Change.MERGED if target else Change.REMOVED, "corrected: so")


def test_a_suppressed_event_is_told_nowhere_and_keeps_its_id_in_the_ledger(before, build):
    plain = build(before)
    visit = _of(plain, EventType.CONSULT)
    made = build(before, f"suppress,{visit},,no visit,a name", past=plain)
    assert made.events.keys() == plain.events.keys() - {visit}
    held = {row.report_id: row for row in arrow_to_rows(LEDGER, made.ledger) if row.coded_as == visit}
    assert held
    assert {row.event_id for row in held.values()} == {None}
    assert {row.event_id for row in made.evidence if row.evidence_id in held} == {None}


def test_further_reports_join_a_suppressed_event_and_it_comes_back_under_its_id(before, after, build):
    plain = build(before)
    visit = _of(plain, EventType.CONSULT)
    row = f"suppress,{visit},,no visit,a name"
    first = build(before, row, past=plain)
    second = build(after, row, past=first, redirects=[_gone(visit)])
    assert second.events.keys() == first.events.keys()
    lifted = build(after, past=second, redirects=[_gone(visit)])
    assert lifted.events.keys() == plain.events.keys()
    assert lifted.events[visit].article_count == 2


def test_a_suppressed_event_does_not_come_back_in_one_that_its_reports_are_joined_with_now(after, build):
    apart = build(after)
    visit = _of(apart, EventType.CONSULT)
    reports = [row.evidence_id for row in apart.evidence if row.event_id == visit]
    # The last release had the reports as two events, of which one was suppressed.
    rows = [
        (row if row.report_id != reports[-1] else type(row)(row.report_id, None, f"evt_{5:016x}"))
        for row in arrow_to_rows(LEDGER, apart.ledger)
    ]
    past = SimpleNamespace(ledger=rows_to_arrow(LEDGER, rows))
    made = build(after, f"suppress,evt_{5:016x},,another visit,a name", past=past, redirects=[_gone(f"evt_{5:016x}")])
    assert made.events.keys() == apart.events.keys()
    assert made.events[visit].report_count == len(reports) - 1


def test_a_recoded_event_has_class_score_and_code_of_its_type_and_so_has_its_evidence(before, build):
    plain = build(before)
    pact = _of(plain, EventType.SUPPORT)
    assert plain.events[pact].agreement_id is not None
    made = build(before, f"recode,{pact},RETREAT|withdraw|planned,they left,a name")
    event = made.events[pact]
    assert (event.event_type, event.mode, event.status) == (EventType.RETREAT, Mode.WITHDRAW, Status.PLANNED)
    assert (event.quad_class, event.score) == (EventType.RETREAT.quad_class, 8)
    assert {row.event_type for row in made.evidence if row.event_id == pact} == {EventType.RETREAT}
    accused = build(before, f"recode,{pact},ACCUSE,no accord,a name")
    assert accused.events[pact].agreement_id is None
    assert accused.agreements == []


@pytest.mark.parametrize(
    ("value", "place", "precision", "country"),
    [
        ("2538475", "Rabat", PlacePrecision.CITY, "MAR"),
        ("Casablanca|MAR", "Casablanca", PlacePrecision.CITY, "MAR"),
        ("TGO", "Togo", PlacePrecision.COUNTRY, "TGO"),
    ],
)
def test_an_event_is_moved_to_a_place_of_the_reference_data(before, build, value, place, precision, country):
    visit = _of(build(before), EventType.CONSULT)
    event = build(before, f"move,{visit},{value},elsewhere,a name").events[visit]
    assert (event.place_name, event.place_precision, event.country_code) == (place, precision, country)
    assert place in event.summary


@pytest.mark.parametrize(
    ("value", "dates"),
    [
        ("2021-06-03", ("2021-06-03", "2021-06-03", "day")),
        ("2021-02", ("2021-02-01", "2021-02-28", "month")),
        ("2020", ("2020-01-01", "2020-12-31", "year")),
        ("2021-05-31/2021-06-06|week", ("2021-05-31", "2021-06-06", "week")),
    ],
)
def test_an_event_is_dated_anew(before, build, value, dates):
    visit = _of(build(before), EventType.CONSULT)
    event = build(before, f"re-date,{visit},{value},earlier,a name").events[visit]
    assert (str(event.date_start), str(event.date_end), event.date_precision.value) == dates
    assert not event.date_inferred


def test_a_merged_event_gives_its_reports_to_the_other_and_comes_back_when_that_is_taken_back(before, after, build):
    plain = build(before)
    visit, pact = _of(plain, EventType.CONSULT), _of(plain, EventType.SUPPORT)
    row = f"merge,{pact},{visit},one affair,a name"
    first = build(before, row, past=plain)
    assert first.events.keys() == plain.events.keys() - {pact}
    assert first.events[visit].report_count == sum(plain.events[each].report_count for each in (visit, pact))
    assert {each.event_type for each in first.evidence if each.event_id == visit} == {EventType.CONSULT}
    assert first.agreements == []
    second = build(after, row, past=first, redirects=[_gone(pact, visit)])
    assert second.events.keys() == first.events.keys()
    lifted = build(after, past=second, redirects=[_gone(pact, visit)])
    assert lifted.events.keys() == plain.events.keys()


def test_a_correction_holds_for_the_event_that_its_own_lives_on_in(before, build):
    plain = build(before)
    visit, old = _of(plain, EventType.CONSULT), f"evt_{7:016x}"
    made = build(before, f"move,{old},TGO,in Togo,a name", past=plain, redirects=[_gone(old, visit)])
    assert made.events[visit].country_code == "TGO"
    assert [(row.subject, row.event_id) for row in made.corrections] == [(old, visit)]


@pytest.mark.parametrize("redirects", [[], [_gone(f"evt_{7:016x}")]])
def test_an_event_that_is_gone_stops_the_build_with_the_line(before, build, redirects):
    with pytest.raises(ReferenceError, match=r"events.csv:2: evt_0000000000000007 is no event of these articles"):
        build(before, f"recode,evt_{7:016x},AID,help,a name", redirects=redirects)


def test_mergers_in_a_circle_and_modes_that_do_not_fit_the_event_stop_the_build(before, build):
    plain = build(before)
    visit, pact = _of(plain, EventType.CONSULT), _of(plain, EventType.SUPPORT)
    with pytest.raises(ReferenceError, match=r"events.csv:3: .*in a circle"):
        build(before, f"merge,{pact},{visit},one,a name", f"merge,{visit},{pact},one,a name")
    with pytest.raises(ReferenceError, match=r"events.csv:2: the mode seize is none of CONSULT"):
        build(before, f"recode,{visit},seize,taken,a name")


def test_the_projects_own_corrections_of_events_can_be_read():
    assert isinstance(read_event_corrections(EVENT_CORRECTIONS), tuple)


ONE = f"evt_{1:016x}"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"drop,{ONE},,why,who", "action 'drop' is none of suppress, recode, merge, move, re-date"),
        ("suppress,the visit,,why,who", "an event is named by its event_id"),
        (f"merge,{ONE},the visit,why,who", "an event is named by its event_id"),
        (f"merge,{ONE},{ONE},why,who", "cannot be merged into itself"),
        (f"suppress,{ONE},,,who", "needs reason and reference"),
        (f"suppress,{ONE},,why,", "needs reason and reference"),
        (f"suppress,{ONE},AID,why,who", "but for suppress, which has none"),
        (f"move,{ONE},,why,who", "needs a value"),
        (f"recode,{ONE},MEET,why,who", "'MEET' is no type, mode and status"),
        (f"recode,{ONE},AID|visit,why,who", "AID does not admit the mode visit, but none"),
        (f"recode,{ONE},negated,why,who", "what is negated is no event: suppress it"),
        (f"move,{ONE},Atlantis|MAR,why,who", "is no GeoNames id, name|country or country code"),
        (f"re-date,{ONE},2021-02-30,why,who", "is no date: write"),
        (f"re-date,{ONE},2021-02-03/2021-02-01|week,why,who", "needs days in order and a precision"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_refused_with_its_line(tmp_path, row, fault):
    path = tmp_path / "events.csv"
    path.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceError) as raised:
        read_event_corrections(path)
    assert str(raised.value).startswith("events.csv:2: ")
    assert fault in str(raised.value)


def test_an_action_is_said_once_of_an_event(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(f"{HEADER}move,{ONE},MAR,why,who\nmove,{ONE},TGO,why,who\n", encoding="utf-8")
    with pytest.raises(ReferenceError, match=rf"events.csv:3: events.csv:2 has a move of {ONE} already"):
        read_event_corrections(path)
