"""Articles that tell of no world affairs are known by their words, and what tells of any is never set aside for its setting."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.benchmark.newswire import read_originals
from pipeline.benchmark.subjects import score_subjects
from pipeline.ingest.subject import subject_of
from pipeline.schema.vocabularies import Subject

BULK = Path(__file__).parents[3] / "shared" / "corpora"

IDLE = {
    Subject.SPORT: (
        "Late goal sends Ghana through",
        "A header by the substitute striker in the last minute gave Ghana a 2-1 win over Togo in Accra on Sunday and a place in the "
        "quarter-finals of the tournament. Togo had scored first, from a corner before half-time, and their goalkeeper had kept the "
        "champions out with three fine saves. The coach praised his players and the fans who filled the stadium.",
    ),
    Subject.ECONOMY: (
        "Lagos shares edge higher",
        "Nigerian stocks closed higher on Tuesday, led by the shares of banks, as investors bought ahead of quarterly earnings. The main "
        "index gained 0.8 percent to 51,204 points in thin trading. Crude futures fell two dollars a barrel, and the naira was "
        "unchanged against the dollar, dealers said.",
    ),
    Subject.CULTURE: (
        "Dakar festival opens with a premiere",
        "The film festival of Dakar opened on Friday with the premiere of a musical by a Senegalese director. Its lead actress and the "
        "composer of the songs greeted audiences at the cinema. Eleven movies and two documentaries compete for the award.",
    ),
    Subject.SCIENCE: (
        "Telescope finds a planet",
        "Astronomers have found a planet that orbits two suns, they wrote in a scientific journal. The telescope saw it pass in front of "
        "both. The planet is as large as Neptune, and a physicist of Nairobi said that its moons may have water.",
    ),
    Subject.WEATHER: (
        "Storm drenches Maputo",
        "Heavy rain and gusty winds reached Maputo on Monday as the tropical storm made landfall. Forecasters expect 120 millimetres of "
        "rainfall and thunderstorms until Wednesday, with temperatures of 24 degrees.",
    ),
    Subject.DISASTER: (
        "Quake felt in Goma",
        "An earthquake of magnitude 4.9 was felt in Goma on Monday night. Its epicentre lay under the volcano, seismologists said, and "
        "two aftershocks followed. Landslides closed a road.",
    ),
}
AFFAIRS = {
    "a boycott of games": (
        "Ghana will not send athletes to the Games",
        "The government of Ghana said on Monday that it will boycott the Olympic Games in protest at the arrest of opposition leaders. "
        "Its sports minister told parliament that no athlete, coach or team would travel, and urged other governments to join. The "
        "ruling party of the host accused Accra of interference.",
    ),
    "sanctions and their price": (
        "Oil rises as Washington imposes sanctions",
        "The United States imposed sanctions on the oil ministry of Iran on Tuesday, and crude rose two percent. Iran's president "
        "condemned the sanctions and threatened to withdraw from the nuclear agreement; the foreign ministers of three European "
        "governments called for talks. Prices closed at 80 dollars a barrel.",
    ),
    "aid after a quake": (
        "Rabat sends rescuers after quake",
        "Morocco sent soldiers and rescuers to Türkiye on Tuesday after the earthquake, its government said. The prime minister pledged "
        "aid of ten million euros, and the two presidents agreed to support refugees from the region. Aftershocks hampered troops.",
    ),
}


@pytest.mark.parametrize("subject", Subject)
def test_an_article_of_no_world_affairs_is_known_by_its_words(subject):
    assert subject_of(*IDLE[subject]) is subject


@pytest.mark.parametrize("name", AFFAIRS)
def test_affairs_that_touch_other_subjects_stay(name):
    assert subject_of(*AFFAIRS[name]) is None


@given(st.text(), st.text())
def test_any_text_is_told(title, body):
    assert subject_of(title, body) in (None, *Subject)


def test_a_few_words_do_not_set_an_article_aside():
    assert subject_of("Match", "Goal, coach, team.") is None


def test_stories_of_politics_stay_and_half_of_sport_goes():
    if not (BULK / "bulk" / "bbc_2225_txt.tar.gz").exists():
        pytest.skip("the BBC's stories are not at hand")
    told = {section.name: section for section in score_subjects(read_originals(BULK))}
    assert told["politics"].set_aside <= 0.01 * told["politics"].stories
    assert told["sport"].as_its_own >= 0.45 * told["sport"].stories
