import dataclasses

import pytest

from pipeline.events.party import Party
from tests.events.casts import cast
from tests.events.sentences import word


def _parties(text, head):
    held = cast(text)
    return {f"{each.country} {each.sector}".strip() for each in held.at(word(held.sentence, head))}


def test_a_body_beside_a_name_gives_its_code_without_the_sector_of_the_name():
    assert _parties("Bulgaria asked the [Commissioner| GOV] ([EC|EUR]) to act.", "Commissioner") == {"EUR"}


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("They met [Russian|=RUS GOV] and [EU|EUR] [officials|RUS GOV].", "officials", {"RUS GOV", "EUR"}),
        (
            "Civilians were massacred by the [UN former army|UNO MIL] and [militia groups|RWA PRM].",
            "groups",
            {"RWA PRM", "UNO"},
        ),
    ],
)
def test_a_body_joined_to_a_nationality_has_no_share_in_its_sector(text, head, expected):
    assert _parties(text, head) == expected


def test_a_country_joined_to_another_has_the_sector_of_both():
    held = _parties("[Pakistani|=PAK GOV] and [Indian|=IND GOV] [troops|PAK MIL] clashed.", "troops")
    assert held == {"PAK MIL", "IND MIL"}


def test_a_body_keeps_its_troops_and_loses_any_other_sector():
    troops = Party("", "peacekeepers", "UNO", "MIL", 1.0)
    assert troops.sector == "MIL"
    assert dataclasses.replace(troops, sector="PRM").sector == ""
    assert dataclasses.replace(troops, country="FRA", sector="PRM").sector == "PRM"
