import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.events.clusters import Cluster, _blocks, dated, join
from pipeline.events.identity import identify
from pipeline.schema.tables.reports import Report
from pipeline.schema.vocabularies import DatePrecision, EventType, Mode, PartyRole, Section, Status
from pipeline.store.hashing import make_id

DAY = dt.date(2022, 3, 25)


def report(number=0, *, article="one", actors=("ISR",), recipients=("MAR",), **changes):
    countries = (*actors, *recipients)
    row = Report(
        report_id=make_id("rep", article, number),
        article_id=make_id("art", article),
        section=Section.BODY,
        sentence=number,
        start_char=number,
        end_char=number + 3,
        event_type=EventType.CONSULT,
        mode=None,
        status=Status.OCCURRED,
        party_role=(PartyRole.ACTOR,) * len(actors) + (PartyRole.RECIPIENT,) * len(recipients),
        party_entity_id=("",) * len(countries),
        party_name=countries,
        party_country=countries,
        party_sector=("GOV",) * len(countries),
        contexts=(),
        date_start=DAY,
        date_end=DAY,
        date_precision=DatePrecision.DAY,
        date_inferred=False,
        place_name=None,
        place_precision=None,
        country_code=None,
        geonames_id=None,
        latitude=None,
        longitude=None,
        agreement_name=None,
        agreement_entity_id=None,
        agreement_kind=None,
        agreement_bodies=(),
        coder="meet.consult",
        coder_version="test",
        confidence=0.7,
        snippet="met",
    )
    return replace(row, **changes)


def _recipients(*countries):
    row = report(actors=(), recipients=countries)
    return {
        name: getattr(row, name)
        for name in ("party_role", "party_entity_id", "party_name", "party_country", "party_sector")
    }


def sizes(*rows, published=DAY):
    return [len(cluster.members) for cluster in join(dated(row, published) for row in rows)]


def test_a_lead_and_its_repetition_are_one_event():
    assert sizes(report(0), report(1, actors=("ISR", "MAR"), recipients=())) == [2]


def test_a_visit_and_the_talks_held_during_it_are_one_visit():
    assert sizes(report(0, mode=Mode.VISIT), report(1)) == [2]


def test_different_types_are_different_events():
    assert sizes(report(0), report(1, event_type=EventType.SUPPORT)) == [1, 1]


def test_different_parties_are_different_events():
    assert sizes(report(0), report(1, recipients=("EGY",))) == [1, 1]


def test_who_praises_two_that_act_together_does_not_act_with_them():
    rows = (
        report(0, event_type=EventType.SUPPORT, actors=("ISR", "TUR"), recipients=()),
        report(1, event_type=EventType.SUPPORT, actors=("UNO",), recipients=("ISR", "TUR")),
    )
    assert sizes(*rows) == [1, 1]


def test_who_acts_in_another_way_is_not_who_was_acted_upon():
    rows = (
        report(0, event_type=EventType.RETREAT, actors=("EGY",), recipients=()),
        report(1, event_type=EventType.RETREAT, actors=("ISR",), recipients=("EGY",)),
    )
    assert sizes(*rows) == [1, 1]


def test_a_lone_traveller_is_the_guest_or_the_host_of_a_visit():
    rows = (report(0, actors=("MAR",), recipients=()), report(1, mode=Mode.VISIT))
    assert sizes(*rows) == [2]


def test_a_deed_without_a_known_doer_is_one_with_a_doer_only_where_the_victims_are_the_same():
    unknown = report(0, event_type=EventType.ASSAULT, actors=(), recipients=("GEO", "NLD"))
    known = report(1, event_type=EventType.ASSAULT, actors=("RUS",), recipients=("GEO",))
    assert sizes(unknown, known) == [1, 1]
    assert sizes(replace(unknown, **_recipients("GEO")), known) == [2]


@pytest.mark.parametrize(
    ("affairs", "expected"), [(("a", "a"), [2]), (("a", "b"), [1, 1]), ((None, None), [1, 1])], ids=str
)
def test_reports_of_one_country_are_joined_across_articles_that_tell_one_affair(affairs, expected):
    rows = [
        report(0, article=name, event_type=EventType.ASSAULT, actors=(), recipients=("FRA",)) for name in ("a", "b")
    ]
    clusters = join(dated(row, DAY, affair) for row, affair in zip(rows, affairs, strict=True))
    assert [len(cluster.members) for cluster in clusters] == expected


def test_days_that_do_not_touch_are_different_events():
    later = DAY + dt.timedelta(days=3)
    assert sizes(report(0), report(1, date_start=later, date_end=later)) == [1, 1]


def test_places_in_different_countries_are_different_events():
    assert sizes(report(0, country_code="MAR"), report(1, country_code="ISR")) == [1, 1]


def test_two_outlets_on_two_days_tell_one_event():
    next_day = DAY + dt.timedelta(days=1)
    late = report(0, article="two", date_start=next_day, date_end=next_day, date_inferred=True)
    assert sizes(report(0), late) == [2]


def test_one_country_alone_is_not_enough_to_join_across_articles():
    alone = {"actors": ("USA",), "recipients": (), "event_type": EventType.REQUEST}
    assert sizes(report(0, **alone), report(0, article="two", **alone)) == [1, 1]


def test_a_later_report_keeps_the_id_of_the_event_it_joins():
    first, second = report(0), report(0, article="two")
    (before,) = identify(join([dated(first, DAY)]), {})
    (after,) = identify(join([dated(second, DAY), dated(first, DAY)]), {first.report_id: before})
    assert after == before


def test_a_split_gives_the_old_id_to_one_part_only():
    first, second = report(0), report(1, recipients=("EGY",))
    ledger = {first.report_id: "evt_00000000000000aa", second.report_id: "evt_00000000000000aa"}
    ids = identify(join([dated(first, DAY), dated(second, DAY)]), ledger)
    assert len(set(ids)) == 2
    assert "evt_00000000000000aa" in ids


def test_an_id_that_was_given_up_is_not_given_again():
    (once,) = identify(join([dated(report(0), DAY)]), {})
    (again,) = identify(join([dated(report(0), DAY)]), {}, {once})
    (thrice,) = identify(join([dated(report(0), DAY)]), {}, {once, again})
    assert len({once, again, thrice}) == 3


def test_a_founding_report_that_parts_from_its_event_founds_another_under_a_new_id():
    first, second, third = report(0, recipients=("EGY",)), report(1), report(1, article="two")
    (founded,) = identify(join([dated(first, DAY)]), {})
    ledger = {row.report_id: founded for row in (first, second, third)}
    ids = identify(join([dated(row, DAY) for row in (first, second, third)]), ledger)
    assert len(set(ids)) == 2
    assert founded in ids


countries = st.lists(st.sampled_from(["USA", "RUS", "CHN", ""]), max_size=2, unique=True).map(tuple)
reports = st.lists(
    st.builds(
        lambda number, article, actors, recipients, kind, shift: report(
            number,
            article=str(article),
            actors=actors,
            recipients=recipients,
            event_type=kind,
            date_start=DAY + dt.timedelta(days=shift),
            date_end=DAY + dt.timedelta(days=shift),
        ),
        st.integers(0, 50),
        st.integers(0, 3),
        countries,
        countries,
        st.sampled_from([EventType.CONSULT, EventType.ACCUSE]),
        st.integers(0, 3),
    ),
    max_size=25,
    unique_by=lambda row: row.report_id,
)


@given(reports)
def test_every_report_ends_in_exactly_one_event_with_an_id_of_its_own(rows):
    clusters = join(dated(row, DAY) for row in rows)
    members = [member.report.report_id for cluster in clusters for member in cluster.members]
    assert sorted(members) == sorted(row.report_id for row in rows)
    ids = identify(clusters, {})
    assert len(set(ids)) == len(clusters)


def test_violence_within_a_state_is_no_part_of_a_fight_between_two():
    at_home = report(actors=("ETH",), recipients=("ETH",), event_type=EventType.ASSAULT)
    abroad = report(1, actors=("ERI", "ETH"), recipients=(), event_type=EventType.ASSAULT)
    assert len(join([dated(at_home, DAY), dated(abroad, DAY)])) == 2


def test_two_promises_told_further_down_are_two_where_only_one_has_a_date_of_its_own():
    promise = {"event_type": EventType.AGREE, "status": Status.PLANNED, "actors": ("ISR", "MAR"), "recipients": ()}
    dated_one, vague = report(5, **promise), report(7, date_inferred=True, **promise)
    assert sizes(dated_one, vague) == [1, 1]
    assert sizes(replace(vague, sentence=0), dated_one) == [2]


def plainly_joined(reports):
    """Clusters found by a look at every one that has a type, a country and a month or article in common with a report."""
    clusters, blocks = [], {}
    for each in reports:
        near = [cluster for key in _blocks(each) for cluster in blocks.get(key, [])]
        home = next((cluster for cluster in near if cluster.admits(each)), None)
        if home is None:
            clusters.append(home := Cluster())
        home.members.append(each)
        for key in _blocks(each):
            if home not in blocks.setdefault(key, []):
                blocks[key].append(home)
    return clusters


@given(
    st.lists(
        st.builds(
            report,
            st.integers(0, 9),
            article=st.sampled_from("abcd"),
            actors=st.sampled_from([(), ("ISR",), ("MAR",), ("ISR", "MAR"), ("ISR", "USA", "MAR")]),
            recipients=st.sampled_from([(), ("MAR",), ("USA",), ("ISR", "USA")]),
            date_start=st.sampled_from([DAY, DAY, DAY + dt.timedelta(6), DAY + dt.timedelta(8)]),
            date_end=st.sampled_from([DAY + dt.timedelta(8), DAY + dt.timedelta(40), None]),
            date_inferred=st.booleans(),
        ),
        max_size=20,
    ),
    st.sampled_from([None, "affair"]),
)
def test_reports_are_joined_as_if_each_were_held_against_all_clusters_of_its_blocks(rows, affair):
    reports = [dated(row, DAY, affair) for row in rows]
    assert [each.members for each in join(reports)] == [each.members for each in plainly_joined(reports)]
