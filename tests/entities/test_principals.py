import dataclasses

import pytest

from pipeline.entities.link import find, link
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from tests.entities.reading import article, read
from tests.samples import DAY


def parties(linked, surface):
    return {mention.country_code for mention in linked.at(surface)}


@pytest.mark.parametrize(
    "text",
    [
        "Ethiopia accused Eritrea of spying. Algeria offered to host talks. Both sides welcomed the offer.",
        "Ethiopia and Eritrea exchanged fire. Ethiopia bombed Eritrea. Algeria's envoy left Algiers. Both sides agreed.",
    ],
)
def test_a_host_or_mediator_named_last_is_no_side(text):
    assert parties(read(text), "Both sides") == {"ETH", "ERI"}


def test_a_mediator_named_most_often_is_still_no_side():
    linked = read(
        "Egypt will mediate between Israel and Hamas. Egyptian envoys left Cairo. Egypt is hopeful. "
        "Both sides want a truce."
    )
    assert parties(linked, "Both sides") == {"ISR", "PSE"}


def test_parties_joined_once_outweigh_bystanders_who_only_share_a_sentence():
    linked = read(
        "Egypt hosted the talks. Israel and Syria have not met since 2000. Turkey met Egypt too. "
        "The two countries remain at war."
    )
    assert parties(linked, "two countries") == {"ISR", "SYR"}


def test_two_neighbours_far_back_in_the_article_are_still_the_two_countries():
    linked = read(
        "Venezuela closed its border with Colombia. Venezuela accused Colombia of smuggling. Snow fell. Rain fell. "
        "The crossing was calm. The two countries restored ties."
    )
    assert parties(linked, "two countries") == {"VEN", "COL"}


def test_international_bodies_are_no_principals():
    linked = read(
        "NATO and Russia held talks. NATO and Georgia held talks. NATO met Russia again. "
        "Russia accused Georgia of aggression. The two countries fought a war in 2008."
    )
    assert parties(linked, "two countries") == {"RUS", "GEO"}


def test_a_country_and_a_body_make_no_two_sides():
    linked = read("The United Nations and Mexico signed a pact. Rain fell. Both sides were content.")
    assert linked.at("Both sides") == []


def test_the_headline_says_most_of_whom_the_article_is_about():
    held = article(
        "France welcomed Denmark's plan. Denmark and France will vote. Rain fell. The two countries will meet.", DAY
    )
    texts = rows_to_arrow(ARTICLE_TEXT, [dataclasses.replace(held, title="Armenia and Azerbaijan sign truce")])
    rows = link(texts, [find(texts, annotate(texts))]).mentions.to_pylist()
    assert {row["country_code"] for row in rows if row["surface"] == "two countries"} == {"ARM", "AZE"}
