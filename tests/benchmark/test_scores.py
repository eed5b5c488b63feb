"""Scores against hand-made gold: what counts as found, what costs precision, and what went wrong."""

import datetime as dt
import json

import pytest

from pipeline.benchmark.calibration import calibrate
from pipeline.benchmark.faults import Kind, confusions, faults_of
from pipeline.benchmark.figures import Recorded, figures_of, read_figures, write_figures
from pipeline.benchmark.gold import CodedEvent, GoldSet, read_plover_gsr
from pipeline.benchmark.scores import Dyad, dyads_of, score

MARCH, APRIL = dt.date(2022, 3, 1), dt.date(2022, 4, 1)


def event(kind, actors, recipients=(), *, is_core=True, start=None, place="", confidence=1.0):
    return CodedEvent(kind, tuple(actors), tuple(recipients), is_core, start, place, confidence)


def gold(*events, document="one"):
    return GoldSet("test", {document: list(events)})


def test_an_event_of_several_actors_is_spread_into_its_dyads():
    spread = dyads_of(event("ACCUSE", ("USA", "FRA"), ("RUS",)))
    assert {(dyad.first, dyad.second) for dyad in spread} == {("USA", "RUS"), ("FRA", "RUS")}


def test_a_meeting_of_three_is_three_unordered_pairs():
    assert len(dyads_of(event("CONSULT", ("USA", "FRA", "DEU")))) == 3


def test_an_undirected_dyad_matches_either_direction_and_a_directed_one_only_its_own():
    visit, meeting = Dyad("CONSULT", "ISR", "MAR", True), Dyad("CONSULT", "MAR", "ISR", False)
    assert visit.matches(meeting) and meeting.matches(visit)
    assert not visit.matches(Dyad("CONSULT", "MAR", "ISR", True))


def test_what_was_found_counts_for_recall_and_what_nobody_coded_against_precision():
    wanted = gold(event("ACCUSE", ("USA",), ("RUS",)), event("AID", ("JPN",), ("KEN",)))
    scores = score(wanted, {"one": [event("ACCUSE", ("USA",), ("RUS",)), event("REJECT", ("USA",), ("RUS",))]})
    assert (scores.dyads.recall, scores.dyads.precision) == (0.5, 0.5)


def test_an_optional_event_neither_helps_recall_nor_costs_precision():
    wanted = gold(event("ACCUSE", ("USA",), ("RUS",)), event("AID", ("JPN",), ("KEN",), is_core=False))
    found = {"one": [event("ACCUSE", ("USA",), ("RUS",)), event("AID", ("JPN",), ("KEN",))]}
    assert score(wanted, found).dyads.f1 == 1.0
    assert score(wanted, {"one": found["one"][:1]}).dyads.f1 == 1.0


def test_saying_a_thing_twice_changes_nothing():
    wanted = gold(event("ACCUSE", ("USA",), ("RUS",)))
    once, twice = ({"one": [event("ACCUSE", ("USA",), ("RUS",))] * count} for count in (1, 2))
    assert score(wanted, once) == score(wanted, twice)


def test_documents_without_an_event_given_one_are_counted():
    scores = score(
        GoldSet("test", {"idle": [], "quiet": []}), {"idle": [event("AID", ("JPN",), ("KEN",))], "quiet": []}
    )
    assert (scores.idle, scores.idle_with_event) == (2, 1)


def test_dates_and_places_are_judged_where_the_dyad_was_found():
    wanted = gold(
        event("AID", ("JPN",), ("KEN",), start=MARCH, place="KEN"), event("AID", ("USA",), ("MLI",), start=MARCH)
    )
    scores = score(wanted, {"one": [event("AID", ("JPN",), ("KEN",), start=APRIL, place="KEN")]})
    assert (scores.dates.gold, scores.dates.hit, scores.places.hit) == (1, 0, 1)


@pytest.mark.parametrize(
    ("coded", "kind"),
    [
        (event("REJECT", ("USA",), ("RUS",)), Kind.TYPE),
        (event("ACCUSE", ("USA",), ("CHN",)), Kind.PARTIES),
        (None, Kind.MISSED),
    ],
)
def test_a_fault_is_of_type_or_of_parties_or_a_miss(coded, kind):
    (fault,) = faults_of(gold(event("ACCUSE", ("USA",), ("RUS",))), {"one": [coded] if coded else []})
    assert fault.kind is kind


def test_what_has_no_like_in_the_gold_is_invented():
    (fault,) = faults_of(gold(), {"one": [event("ACCUSE", ("USA",), ("RUS",))]})
    assert (fault.kind, fault.wanted) == (Kind.INVENTED, None)


def test_confusions_count_the_types_taken_for_one_another():
    wanted = GoldSet("test", {name: [event("ACCUSE", ("USA",), ("RUS",))] for name in "abc"})
    found = {name: [event("REJECT" if name != "c" else "THREATEN", ("USA",), ("RUS",))] for name in "abc"}
    assert confusions(faults_of(wanted, found)) == [("ACCUSE", "REJECT", 2), ("ACCUSE", "THREATEN", 1)]


def test_calibration_sets_stated_confidence_beside_the_share_that_is_right():
    wanted = gold(event("ACCUSE", ("USA",), ("RUS",)))
    found = [event("ACCUSE", ("USA",), ("RUS",), confidence=0.75), event("AID", ("USA",), ("RUS",), confidence=0.75)]
    (band,) = calibrate(wanted, {"one": found})
    assert (band.events, band.stated, band.right) == (2, 0.75, 0.5)


def test_figures_are_kept_and_read_back_with_the_coder_that_made_them(tmp_path):
    scores = score(gold(event("AID", ("JPN",), ("KEN",))), {"one": [event("AID", ("JPN",), ("KEN",))]})
    path = tmp_path / "figures.csv"
    assert read_figures(path) == []
    write_figures(path, figures_of(scores, "1/abc"))
    assert read_figures(path)[0] == Recorded("typed dyads", "1.00", "1.00", "1.00", "1/abc")


def test_the_early_coding_of_plover_is_read_in_the_codebooks_terms(tmp_path):
    rows = [
        {
            "event": "DEMAND",
            "text": "Serbia demanded a meeting of the U.N. Security Council.",
            "date": "1995-08-01",
            "source": [{"actorText": "Serbia", "code": "SRB"}],
            "target": [{"actorText": "U.N. Security Council", "code": "IGO"}],
        },
        {
            "event": "FIGHT",
            "text": "NATO jets bombed.",
            "date": "1995-08-01",
            "source": [{"actorText": "NATO", "code": "IGO"}],
            "target": "",
        },
    ]
    (tmp_path / "gsr.json").write_text(json.dumps(rows), encoding="utf-8")
    read = read_plover_gsr(tmp_path / "gsr.json", tmp_path / "articles.jsonl")
    assert read.documents["articles.jsonl#1"][0] == event("REQUEST", ("SRB",), ("UNO",))
    assert read.documents["articles.jsonl#2"][0] == event("ASSAULT", ("IGO",))
