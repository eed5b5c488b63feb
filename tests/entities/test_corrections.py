"""What people corrected is applied to every table of linking, and a correction that cannot be applied names its line."""

import dataclasses
import datetime as dt

import pytest

from pipeline.entities.link import find, link
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.schema.vocabularies import CorrectionAction
from pipeline.store.corrections import Correction, read_corrections
from pipeline.store.paths import ENTITY_CORRECTIONS
from pipeline.store.reference import ReferenceError
from tests.entities.reading import article

_HEADER = "action,entity,value,where,reason\n"


@pytest.fixture(scope="module")
def texts():
    told = [
        article("Niger's health minister Abdou Salou resigned on Monday.", dt.date(2020, 3, 2)),
        article("Nigerien health minister Abdu Saalou spoke in Niamey.", dt.date(2020, 3, 5)),
    ]
    rows = [dataclasses.replace(each, uri=f"news/{number}.txt") for number, each in enumerate(told, start=1)]
    table = rows_to_arrow(ARTICLE_TEXT, rows)
    return table, [find(table, annotate(table))]


def _linked(texts, *corrections):
    linked = link(*texts, corrections)
    return (
        {row.name: row for row in arrow_to_rows(ENTITIES, linked.entities)},
        list(arrow_to_rows(ENTITY_NAMES, linked.entity_names)),
        list(arrow_to_rows(MENTIONS, linked.mentions)),
        list(arrow_to_rows(ROLES, linked.roles)),
    )


def test_two_spellings_of_one_person_are_merged_in_every_table(texts):
    entities, _, before, _ = _linked(texts)
    first, second = entities["Abdou Salou"], entities["Abdu Saalou"]
    merged, names, mentions, roles = _linked(
        texts, Correction(CorrectionAction.MERGE, second.entity_id, first.entity_id, (), "one man")
    )
    assert "Abdu Saalou" not in merged
    assert (merged["Abdou Salou"].first_seen, merged["Abdou Salou"].last_seen) == (first.first_seen, second.last_seen)
    assert {name.name for name in names if name.entity_id == first.entity_id} == {"Abdou Salou", "Abdu Saalou"}
    assert second.entity_id not in {mention.entity_id for mention in mentions}
    assert len(mentions) == len(before)
    assert {role.person_id for role in roles} == {first.entity_id}


def test_a_name_of_two_people_is_split_by_article(texts):
    entities, _, mentions, _ = _linked(texts)
    country = entities["Niger"]
    split, names, after, _ = _linked(
        texts, Correction(CorrectionAction.SPLIT, country.entity_id, "Niger State", ("1.txt",), "a state")
    )
    assert split["Niger State"].wikidata_id is None
    assert any(name.name == "Niger State" and name.is_canonical for name in names)
    assert len(after) == len(mentions)


def test_a_rename_keeps_the_old_name_as_an_alias(texts):
    entities, *_ = _linked(texts)
    person = entities["Abdu Saalou"]
    renamed, names, _, _ = _linked(
        texts, Correction(CorrectionAction.RENAME, person.entity_id, "Abdou Salou Jr", (), "his name")
    )
    assert renamed["Abdou Salou Jr"].entity_id == person.entity_id
    held = {name.name: name.is_canonical for name in names if name.entity_id == person.entity_id}
    assert held == {"Abdou Salou Jr": True, "Abdu Saalou": False}


def test_a_banned_link_is_none_and_an_entity_without_mentions_goes(texts):
    entities, *_ = _linked(texts)
    place = entities["Niamey"]
    banned, names, mentions, _ = _linked(
        texts, Correction(CorrectionAction.BAN, place.entity_id, "Niamey", (), "a ship")
    )
    assert "Niamey" not in banned
    assert place.entity_id not in {name.entity_id for name in names}
    (mention,) = [mention for mention in mentions if mention.surface == "Niamey"]
    assert (mention.entity_id, mention.country_code) == (None, None)


@pytest.mark.parametrize("named", ["entity", "value"])
def test_a_correction_of_what_no_article_names_stops_the_build_with_its_line(texts, named):
    entities, *_ = _linked(texts)
    ids = {"entity": entities["Niamey"].entity_id, "value": entities["Niger"].entity_id} | {named: f"ent_{0:016x}"}
    correction = Correction(CorrectionAction.MERGE, ids["entity"], ids["value"], (), "one place", "entities.csv:9")
    with pytest.raises(ReferenceError, match=r"entities.csv:9: ent_0000000000000000 is no entity of these articles"):
        _linked(texts, correction)


@pytest.mark.parametrize(
    ("action", "value", "named", "fault"),
    [
        (CorrectionAction.BAN, "Niamy", False, r"no article speaks of ent_\w+ by the words 'Niamy'"),
        (CorrectionAction.BAN, "Niamy", True, r"1.txt does not speak of ent_\w+ by the words 'Niamy'"),
        (CorrectionAction.BAN, "Niamey", True, r"1.txt does not speak of ent_\w+ by the words 'Niamey'"),
        (CorrectionAction.SPLIT, "Niamey II", True, r"1.txt does not speak of ent_\w+, or"),
    ],
)
def test_a_correction_whose_words_or_articles_do_not_speak_of_the_entity_stops_the_build_with_its_line(
    texts, action, value, named, fault
):
    entities, *_ = _linked(texts)
    where = ("1.txt",) if named else ()
    correction = Correction(action, entities["Niamey"].entity_id, value, where, "another", "entities.csv:9")
    with pytest.raises(ReferenceError, match=f"entities.csv:9: {fault}"):
        _linked(texts, correction)


@pytest.mark.parametrize("action", [CorrectionAction.BAN, CorrectionAction.SPLIT, CorrectionAction.MERGE])
def test_a_correction_for_articles_of_another_lake_is_passed_over(texts, action):
    correction = Correction(action, f"ent_{0:016x}", f"ent_{1:016x}", ("elsewhere.txt",), "another", "entities.csv:9")
    assert _linked(texts, correction) == _linked(texts)


def test_a_correction_for_articles_of_several_lakes_holds_in_those_that_are_here(texts):
    entities, *_ = _linked(texts)
    where = ("elsewhere.txt", "news/2.txt")
    ban = Correction(CorrectionAction.BAN, entities["Niamey"].entity_id, "Niamey", where, "a ship")
    assert "Niamey" not in _linked(texts, ban)[0]


def test_the_projects_own_corrections_can_be_read():
    assert isinstance(read_corrections(ENTITY_CORRECTIONS), tuple)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("join,ent_0123456789abcdef,x,,y", "action 'join' is none of merge, split, rename, ban"),
        ("merge,Peretz,ent_0123456789abcdef,,y", "an entity is named by its entity_id"),
        ("rename,ent_0123456789abcdef,x,,", "needs value and reason"),
        ("split,ent_0123456789abcdef,x,,y", "a split also where"),
        ("rename,ent_0123456789abcdef,x,a.txt,y", "leave where empty"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_refused_with_its_line(tmp_path, row, fault):
    path = tmp_path / "entities.csv"
    path.write_text(f"{_HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceError, match=rf"entities.csv:2: .*{fault}"):
        read_corrections(path)
