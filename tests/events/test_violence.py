"""Violence and crowds as war reporting tells them: victims and doers left unnamed, means told beside the deed."""

import pytest

from tests.events.stories import told


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Militants attacked an army post in Kenya's Garissa county on Monday, killing three soldiers.",
            "ASSAULT targeted KEN REB > KEN MIL",
        ),
        ("A suicide bomber blew himself up outside a mosque in Kabul on Friday.", "ASSAULT suicide-attack"),
        ("Somali rebels recaptured a town in the country's south on Friday.", "ASSAULT targeted SOM REB > SOM CVL"),
        ("The Malian army has retaken control of Kidal from rebels.", "ASSAULT targeted MLI MIL > MLI REB"),
        (
            "Five people were killed and ten wounded when a landmine exploded in Angola.",
            "ASSAULT explosives - UNK > AGO CVL",
        ),
        ("Two policemen were wounded in a grenade attack in Burundi on Friday.", "ASSAULT explosives - UNK > BDI COP"),
        ("Ten soldiers died in an ambush in Mali on Monday.", "ASSAULT targeted - UNK > MLI MIL"),
        ("Gun attacks in the Jordanian city of Karak left seven people dead.", "ASSAULT firearms - UNK > JOR CVL"),
        ("Rebels in Uganda committed massacres against villagers.", "ASSAULT targeted UGA REB > UGA CVL"),
        ("Three people were killed when a landmine exploded and a gunman opened fire in Togo.", "ASSAULT explosives"),
    ],
)
def test_whom_violence_struck_and_with_what_is_read_beside_the_deed(article, expected):
    assert any(line.startswith(expected) for line in told(article)), told(article)


@pytest.mark.parametrize(
    "article",
    [
        "Three people were killed when a volcano erupted in Indonesia on Monday.",
        "Five workers were injured when a tank exploded after a gas leak at a plant in Belgium.",
        "Three climbers died in an avalanche in Nepal.",
        "The earthquake left 200 people dead in Chile.",
        "A fire killed two children in a house in Norway on Monday.",
    ],
)
def test_disasters_are_no_violence(article):
    assert not [line for line in told(article) if line.startswith("ASSAULT")]


@pytest.mark.parametrize(
    "article",
    [
        "Demonstrators gathered in Santiago on Monday to demand free schools.",
        "Rallies were held across Chile on Monday against the reform of pensions.",
        "Thousands of people took part in protests in Santiago on Monday.",
        "Student protesters blocked roads in Santiago on Monday.",
        "Opposition demonstrators staged a show of force in Santiago on Monday.",
        "Some 1,100 contract employees stopped work at a mine near Santiago on Monday.",
    ],
)
def test_a_crowd_without_a_name_is_of_the_country_where_it_gathers(article):
    (line,) = (line for line in told(article) if line.startswith("PROTEST"))
    assert line.endswith(("CHL CVL > CHL GOV", "CHL EDU > CHL GOV"))


def test_students_who_stage_a_show_do_not_protest():
    assert not told("Students staged a show in Santiago on Monday.")


def test_a_crowd_that_gathers_for_a_feast_does_not_protest():
    assert not told("Pilgrims gathered in Bethlehem on Monday to celebrate Christmas.")


def test_who_carried_out_an_attack_is_its_doer():
    lines = told("Ten rebels were wounded in two airstrikes carried out by Mali's army near Kidal on Monday.")
    assert "ASSAULT aerial MLI MIL > MLI REB" in lines


def test_who_claims_to_have_done_something_accuses_no_one():
    lines = told(
        "Somali Islamists claimed to have captured a position from Ethiopian-backed government forces on Monday."
    )
    assert lines == {"ASSAULT targeted SOM REB > SOM MIL"}
    assert "ACCUSE allege KEN SOC > KEN COP" in told(
        "Human rights activists claimed that Kenyan police had beaten prisoners."
    )


def test_a_raid_near_a_town_strikes_those_whose_town_it_is():
    raid = told(
        "Kenyan warplanes then bombed what officials called a hideout near the Somali town of Badhan on Tuesday."
    )
    assert raid == {"ASSAULT aerial KEN MIL > SOM CVL"}


def test_the_doer_named_after_by_is_found_though_the_noun_stands_deep():
    lines = told(
        "Chad apologised to Niger in a letter for the shooting down of a Nigerien warplane by Chadian soldiers."
    )
    assert any(line.startswith("ASSAULT firearms TCD MIL > NER MIL") for line in lines), lines


def test_a_crowd_before_an_embassy_is_of_the_country_where_it_stands():
    lines = told("A few dozen activists burned a French flag outside the French embassy in Bamako on Friday.")
    assert any(line.startswith("PROTEST demo MLI") and line.endswith("> FRA GOV") for line in lines), lines
