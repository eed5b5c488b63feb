import pytest

from tests.entities.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "city"),
    [
        ("Shells fell in the Iraqi capital on Monday.", "Iraqi capital", "Baghdad"),
        ("Shells fell in Chad's capital on Monday.", "Chad's capital", "N'Djamena"),
        ("Shells fell in the capital of Mali on Monday.", "capital", "Bamako"),
        ("Nepal said that fighting had reached its capital.", "capital", "Kathmandu"),
        ("Nepal's army was put on alert. Students marched in the capital on Monday.", "capital", "Kathmandu"),
    ],
)
def test_a_capital_may_be_meant_without_its_name(text, surface, city):
    assert read(text).entity(surface).name == city


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Students marched in the capital, Bamako, on Monday.", "capital"),
        ("Nepal's central bank raised the capital of two lenders.", "capital"),
        ("Foreign capital left Thailand on Monday.", "capital"),
    ],
)
def test_money_and_capitals_whose_name_follows_are_no_mention_of_a_place(text, surface):
    linked = read(text)
    assert not [m for m in linked.at(surface) if m.entity_id and linked.entities[m.entity_id].entity_type == "place"]
