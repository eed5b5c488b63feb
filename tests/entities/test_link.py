import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.link import find, link
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from tests.entities.reading import article, read

DAY = dt.date(2006, 5, 10)
WORDS = [
    "France",
    "the",
    "rebels",
    "Rabat",
    "President",
    "of",
    "Smith",
    "'s",
    ",",
    "they",
    "both",
    "sides",
    "-",
    "UN",
    "(",
    ")",
    '"',
    "said",
    "former",
    "and",
    "led",
    "army",
    "Ärzte",
    "\u200b",
    ".",
]


def test_every_mention_is_the_words_at_its_offsets():
    linked = read(
        "The United Arab Emirates' foreign minister, Anwar Khan, praised “both” of Morocco’s generals — twice."
    )
    assert linked.mentions
    assert all(linked.body[m.start_char : m.end_char] == m.surface for m in linked.mentions)


def test_linking_is_the_same_in_any_order_of_articles():
    texts = rows_to_arrow(
        ARTICLE_TEXT, [article("French troops left Mali.", DAY), article("Mali thanked France.", DAY)]
    )
    notes = annotate(texts)
    upside_down = texts.take([1, 0]), notes.take(list(reversed(range(notes.num_rows))))
    assert link(texts, [find(texts, notes)]) == link(upside_down[0], [find(*upside_down)])


def test_an_entity_is_seen_from_its_first_article_to_its_last():
    later = DAY + dt.timedelta(days=9)
    texts = rows_to_arrow(ARTICLE_TEXT, [article("Mali thanked them.", later), article("Mali refused.", DAY)])
    linked = link(texts, [find(texts, annotate(texts))])
    (row,) = linked.entities.to_pylist()
    assert (row["name"], row["first_seen"], row["last_seen"]) == ("Mali", DAY, later)


def test_an_explained_abbreviation_means_the_body_in_its_article():
    linked = read("The Kurdistan Workers' Party (PKK) declared a ceasefire. The PKK kept its arms.")
    assert linked.at("PKK")
    assert {m.entity_id for m in linked.at("PKK")} == {linked.one("Kurdistan Workers' Party").entity_id}


def test_a_name_of_the_press_is_linked_as_press():
    assert read("The crisis deepened, Xinhua reported from Nepal.").capacity("Xinhua") == ("CHN", "JRN")


def test_a_nationality_alone_is_a_people_and_before_a_noun_its_state():
    linked = read("Thousands of Palestinians protested against the Israeli decision.")
    assert linked.capacity("Palestinians") == ("PSE", "CVL")
    assert linked.capacity("Israeli") == ("ISR", "GOV")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_text_breaks_the_linker_or_its_offsets(words):
    linked = read(" ".join(words) or "nothing")
    assert all(linked.body[m.start_char : m.end_char] == m.surface for m in linked.mentions)
    assert all(m.entity_id is None or m.entity_id in linked.entities for m in linked.mentions)


def test_a_state_that_is_no_more_keeps_its_name_and_a_seat_goes_to_its_successor():
    text = "Soviet troops left Afghanistan. Moscow rejected the demand."
    before, after = read(text, dt.date(1989, 2, 1)), read(text, dt.date(1999, 2, 1))
    assert [linked.one("Soviet troops").country_code for linked in (before, after)] == ["SUN", "SUN"]
    assert [linked.one("Moscow").country_code for linked in (before, after)] == ["SUN", "RUS"]


def test_peacekeepers_are_of_no_country_unless_the_text_gives_them_one():
    assert read("Gunmen in Mali killed two peacekeepers on Friday.").capacity("two peacekeepers") == ("IGO", "MIL")
    assert read("Gunmen in Mali killed two Togolese peacekeepers.").capacity("two Togolese peacekeepers") == (
        "TGO",
        "MIL",
    )
