import shutil

import pytest

from pipeline.entities.reference import knowledge, read_knowledge
from pipeline.entities.role_words import plural
from pipeline.store.paths import REFERENCE
from pipeline.store.reference import ReferenceError, rows


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("minister", "ministers"),
        ("secretary of state", "secretaries of state"),
        ("spokesman", "spokesmen"),
        ("air force", "air forces"),
        ("boy", "boys"),
        ("ex-boss", "ex-bosses"),
    ],
)
def test_plurals_fall_on_the_head_of_a_noun_phrase(singular, expected):
    assert plural(singular) == expected


def test_every_country_of_a_leader_or_body_is_known():
    known = knowledge()
    codes = {term.code for terms in known.terms.values() for term in terms}
    codes |= {sense.code for senses in known.names.values() for sense in senses if sense.code}
    assert codes - known.countries.keys() <= {"IGO", "UNO", "EUR", "NGO", "MNC"}


def test_no_two_entities_of_the_reference_data_share_an_id():
    referents = {sense.referent for senses in knowledge().names.values() for sense in senses}
    by_id = {}
    for referent in referents:
        by_id.setdefault(referent.entity_id, set()).add(referent.name)
    assert [names for names in by_id.values() if len(names) > 1] == []


def test_the_bounds_of_a_country_are_those_of_its_places():
    points = {}
    for _, row in rows(REFERENCE / "places.csv.gz"):
        points.setdefault(row["country"], []).append((float(row["latitude"]), float(row["longitude"])))
    bounds = {
        row["country"]: tuple(float(row[side]) for side in ("south", "north", "west", "east"))
        for _, row in rows(REFERENCE / "place_bounds.csv")
    }
    assert bounds == {
        country: (min(norths), max(norths), min(easts), max(easts))
        for country, found in points.items()
        for norths, easts in [zip(*found, strict=True)]
    }


def test_a_seat_of_an_unknown_body_is_refused_with_its_line(tmp_path):
    folder = shutil.copytree(REFERENCE, tmp_path / "reference")
    path = folder / "body_seats.csv"
    path.write_text(path.read_text() + "Atlantis,Council of Atlantis\n")
    with pytest.raises(
        ReferenceError, match=r"body_seats.csv:\d+: Council of Atlantis is no name in organisations.csv"
    ):
        read_knowledge(folder)


def test_a_missing_reference_file_is_named(tmp_path):
    folder = shutil.copytree(REFERENCE, tmp_path / "reference")
    (folder / "leaders.csv").unlink()
    with pytest.raises(ReferenceError, match=r"leaders.csv: cannot be read"):
        read_knowledge(folder)
