"""What people corrected is applied to every table of linking, and a correction that cannot be applied names its line."""

import datetime as dt

import pytest

from pipeline.entities.link import link
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow, to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
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
    rows = [
        article("Niger's health minister Abdou Salou resigned on Monday.", dt.date(2020, 3, 2)),
        article("Nigerien health minister Abdu Saalou spoke in Niamey.", dt.date(2020, 3, 5)),
    ]
    table = rows_to_arrow(ARTICLE_TEXT, rows)
    return table, annotate(table, to_arrow(ANNOTATIONS).empty_table())


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
    (uri,) = {row.uri for row in arrow_to_rows(ARTICLE_TEXT, texts[0])} - {""}
    split, names, after, _ = _linked(
        texts, Correction(CorrectionAction.SPLIT, country.entity_id, "Niger State", (uri,), "a state")
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


def test_the_projects_own_corrections_can_be_read():
    assert isinstance(read_corrections(ENTITY_CORRECTIONS), tuple)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("join,ent_0123456789abcdef,x,,y", "action 'join' is none of merge, split, rename, ban"),
        ("merge,Peretz,ent_0123456789abcdef,,y", "an entity is named by its entity_id"),
        ("rename,ent_0123456789abcdef,x,,", "needs value and reason"),
        ("split,ent_0123456789abcdef,x,,y", "a split also where"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_refused_with_its_line(tmp_path, row, fault):
    path = tmp_path / "entities.csv"
    path.write_text(f"{_HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceError, match=rf"entities.csv:2: .*{fault}"):
        read_corrections(path)
