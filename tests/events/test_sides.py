import datetime as dt

import pytest

from tests.events.stories import told


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Thousands marched in Istanbul against Israel on Monday.", "PROTEST demo TUR CVL > ISR GOV"),
        (
            "Crowds attacked the embassies of Rwanda and France in Kinshasa on Monday.",
            "PROTEST riot COD CVL > FRA GOV & RWA GOV",
        ),
    ],
)
def test_a_crowd_is_of_the_country_in_which_it_gathers(article, expected):
    assert expected in told(article)


def test_a_speaker_does_what_a_verb_joined_to_his_words_says():
    lines = told(
        "The European Union said on Monday that the vote in Belarus had been unfair, condemned the violence and"
        " called for a new vote."
    )
    assert "ACCUSE disapprove EUR > BLR GOV" in lines


def test_what_one_demanded_does_not_belong_to_him():
    lines = told(
        "Israel pulled its troops out of southern Lebanon on Monday. Jordan welcomed the withdrawal, which the Security"
        " Council had demanded."
    )
    assert not any(line.startswith("SUPPORT") and "UNO" in line for line in lines)


def test_what_one_has_done_belongs_to_him():
    assert "ACCUSE disapprove AUS GOV > FJI GOV" in told("Australia deplored the step that Fiji had taken on Monday.")


def test_people_of_whom_no_one_knows_whose_they_are_have_no_country():
    assert told("Unidentified gunmen killed a judge in Mogadishu on Monday.") == {"ASSAULT firearms - UAF > SOM CVL"}


def test_who_leads_an_invasion_invades():
    assert "ASSAULT targeted USA GOV > IRQ GOV" in told("The US-led invasion of Iraq began on Monday.")


def test_a_pledge_to_no_one_and_a_private_journey_are_no_events():
    assert not told("Norway's government pledged on Monday to push the budget through at the end of the month.")
    assert not told("Three Turkish engineers came to Pakistan on Monday.")


@pytest.mark.parametrize(
    "article",
    [
        "Curbing the spread of North Korean missiles remains a condition of Washington.",
        "The official policy of the United States is to support a united Iraq.",
        "Britain's prime minister met the press in Paris on Monday.",
        "The remarks hurt the feelings of the Chinese people.",
        "Japan tried its best to help Iran.",
    ],
)
def test_notions_aims_feelings_and_efforts_are_no_events(article):
    assert not told(article)


def test_a_president_with_two_offices_visits_once():
    (line,) = told(
        "President Hu Jintao, general secretary of the Communist Party of China, visited Vietnam on Monday.",
        day=dt.date(2006, 5, 1),
    )
    assert line.startswith("CONSULT visit CHN") and " & " not in line


def test_a_guest_who_leaves_gives_nothing_up():
    lines = told(
        "Russian Prime Minister Mikhail Fradkov left Beijing on Friday, ending his visit to China.",
        day=dt.date(2006, 5, 1),
    )
    assert not any(line.startswith("RETREAT") for line in lines)


def test_one_is_called_on_who_is_to_act():
    assert "REQUEST yield PER GOV > CHL GOV" in told("Peru called for Chile to withdraw its troops from the border.")


def test_a_film_that_is_released_frees_no_one():
    assert not told("Four hostages were seen on a video released by an insurgent group in Iraq.")


def test_what_is_told_of_two_names_after_a_comma_is_told_of_both():
    lines = told("Libya thanked Gabon and Chad, which had hosted talks between Sudan and Egypt last week.")
    assert "CONSULT third-party GAB GOV & TCD GOV > EGY GOV & SDN GOV" in lines


def test_who_mediates_together_with_another_does_not_mediate_alone():
    lines = told("Qatar mediated in Khartoum between Sudan and Egypt together with Chad's leader on Monday.")
    assert any("QAT GOV & TCD GOV > " in line for line in lines), lines


def test_what_comes_with_an_object_is_no_doer():
    lines = told("Uganda arrested a Kenyan diplomat together with a Rwandan officer on Monday.")
    assert not any("RWA" in line.split(" > ")[0] for line in lines)


def test_a_border_with_a_territory_is_opened_to_it():
    lines = told("Egypt opened its border with the Gaza Strip on Monday.")
    assert any(line.startswith("RETREAT access EGY GOV > PSE") for line in lines), lines


def test_the_killing_of_one_by_another_names_its_doer():
    lines = told("Amnesty International condemned the killing of protesters by Iranian police.")
    assert "ASSAULT targeted IRN COP > IRN CVL" in lines


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Iraq's army, together with Iranian militias, attacked Islamic State fighters in Tikrit.",
            "IRN PRM & IRQ MIL",
        ),
        ("Ukraine's president visited Berlin together with Poland's prime minister.", "POL GOV & UKR GOV > DEU GOV"),
        ("Eritrean soldiers battled Tigrayan rebels alongside the Ethiopian military.", "ERI MIL & ETH MIL & ETH REB"),
    ],
)
def test_who_stands_at_the_side_of_the_subject_does_what_it_does(sentence, expected):
    assert any(expected in line for line in told(sentence))


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Israel undertook a raid on Lebanon.", "ASSAULT targeted ISR GOV > LBN GOV"),
        ("Iran undertook to release the Swedish prisoners.", "CONCEDE - IRN GOV > SWE CVL"),
    ],
)
def test_what_one_undertakes_is_done_and_what_one_undertakes_to_do_lies_ahead(article, expected):
    assert told(article) == {expected}


def test_whom_a_sentence_sets_apart_is_who_did_it():
    assert "ASSAULT aerial USA GOV > IRN GOV" in told("It was the United States that bombed Iran on Sunday.")


def test_a_missile_that_hits_a_place_was_fired_by_someone():
    assert "ASSAULT heavy-weapons - UNK > UKR CVL" in told("A missile hit a hospital in Kharkiv on Monday.")


def test_the_latest_leader_to_reject_something_has_rejected_it():
    lines = told(
        "Prime Minister Nuri al-Maliki has become the latest Iraqi leader to reject Kofi Annan's call for talks."
    )
    assert any(line.startswith("REJECT") and " IRQ GOV > UNO" in line for line in lines), lines
    assert not told("The first step to end the war in Sudan is a truce.")


def test_people_found_shot_and_hostages_let_go_are_events_without_a_named_doer():
    assert "ASSAULT firearms - UNK > IRQ EDU" in told(
        "Police have discovered five bodies of Iraqi students shot dead near Basra, police said Monday."
    )
    assert "RETREAT release - UNK > ITA CVL" in told(
        "Two Italians were released unharmed on Tuesday shortly after their kidnapping in Gaza."
    )


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Egypt has launched a mediation effort to prevent a war between Chad and Sudan.",
            "CONSULT third-party EGY GOV > SDN GOV & TCD GOV",
        ),
        ("Japan is sending troops to the United Nations peacekeeping force in South Sudan.", "AID - JPN GOV > SSD MIL"),
        ("Workers at a mine in Peru went on strike for better pay.", "PROTEST strike PER CVL > PER GOV"),
        ("Italian police have arrested the captain of a rescue ship.", "COERCE arrest ITA COP > ITA CVL"),
        (
            "Turkish prosecutors launched an investigation into the mayor's accounts.",
            "ACCUSE investigate TUR JUD > TUR CVL",
        ),
    ],
)
def test_whom_an_act_touches_is_read_from_its_purpose_its_place_or_its_kind(article, expected):
    assert expected in told(article), told(article)


@pytest.mark.parametrize(
    "article",
    [
        "Former Chadian prime minister Albert Padacke was released from hospital in Paris on Monday.",
        "Oxfam warned on Monday that drought could starve herders in Kenya.",
        "The Kenyan minister rejected responsibility for the deaths.",
        "Peru's foreign minister hinted at cancelling his visit to Chile.",
    ],
)
def test_patients_cautions_denials_and_hints_are_no_events(article):
    assert not told(article)


def test_a_state_that_protests_reproaches():
    assert "ACCUSE disapprove CHN GOV > JPN MIL" in told("China protested against Japan's new naval base on Monday.")


def test_what_could_happen_is_a_warning_and_no_threat():
    assert not told("Kenya's president warned on Monday that the harvest could fail.")
    assert "THREATEN restrict RUS GOV > POL GOV" in told("Russia warned Poland that it could cut off its gas.")


def test_who_is_thanked_for_a_deed_did_it():
    lines = told("Norway thanked Qatar for having mediated between Colombia and Peru.")
    assert "CONSULT third-party QAT GOV > COL GOV & PER GOV" in lines


def test_the_source_told_of_last_did_not_do_what_it_tells():
    lines = told("Shells fired in the battle for Goma hit a hospital, a Red Cross official said.")
    assert not any("NGO" in line for line in lines)


def test_what_is_looted_of_another_country_is_meant_by_that():
    lines = told("Protesters in Juba burned the embassy of Chad and looted that of Kenya.")
    assert "PROTEST riot SSD CVL > KEN GOV" in lines


def test_an_embassy_that_warns_of_kidnappers_threatens_no_one():
    assert not told("The American embassy warned that foreigners might be kidnapped in Borno.")


def test_masked_police_are_those_of_their_state():
    assert "COERCE arrest GEO COP > GEO CVL" in told("Masked police in Georgia arrested 13 demonstrators.")


def test_all_whom_the_threatened_deeds_would_hit_are_threatened():
    lines = told("North Korea threatened to bomb Japan and wipe out South Korea.")
    assert "THREATEN violence PRK GOV > JPN GOV & KOR GOV" in lines
