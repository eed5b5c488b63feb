"""Whom an act is aimed at when its own clause leaves it unsaid, in short articles taken through the real stages."""

import pytest

from tests.events.stories import told


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "Poland expelled two Russian diplomats on Monday. The Kremlin threatened to retaliate.",
            "THREATEN violence RUS GOV > POL GOV",
        ),
        (
            "Ugandan police arrested 20 protesters in Kampala on Monday. Opposition leader Bobi Wine condemned the arrests.",
            "ACCUSE disapprove UGA OPP > UGA GOV",
        ),
        (
            "Peru and Ecuador signed a peace accord in Brasilia on Monday. Brazil praised the step.",
            "SUPPORT - BRA GOV > ECU GOV & PER GOV",
        ),
        (
            "Israel pulled its troops out of southern Lebanon on Monday. Jordan welcomed the withdrawal.",
            "SUPPORT - JOR GOV > ISR GOV",
        ),
    ],
)
def test_an_act_without_a_recipient_answers_what_the_article_told_before(article, expected):
    assert expected in told(article)


def test_within_one_state_the_government_and_its_opponents_face_each_other():
    lines = told("Protesters stormed the parliament of Armenia on Monday. The government rejected their demands.")
    assert "REJECT change ARM GOV > ARM CVL" in lines


def test_the_victim_of_violence_is_never_taken_from_another_sentence():
    lines = told("Ethiopia accused Eritrea on Monday. Gunmen opened fire in Nairobi.")
    assert not any(line.startswith("ASSAULT") and "ERI" in line for line in lines)


def test_those_who_accuse_each_other_are_two_actors():
    lines = told("The government of Mali and the rebels have accused each other of breaking the truce.")
    assert "ACCUSE allege MLI GOV & MLI REB" in lines


def test_a_minister_who_speaks_of_his_own_capital_does_not_threaten_it():
    lines = told(
        "Myanmar arrested two Americans on Monday. US Secretary of State Antony Blinken warned that Washington"
        " could impose sanctions."
    )
    assert any(line.startswith("THREATEN") and line.endswith("USA GOV > MMR GOV") for line in lines)


def test_one_who_may_only_be_a_guess_is_no_recipient_of_a_demand_by_his_own_state():
    lines = told(
        "Myanmar's army arrested dozens of politicians in Yangon on Monday. Myanmar said that it would hold elections."
        " Indonesian President Joko Widodo called for the release of political prisoners."
    )
    assert not any(line.startswith("REQUEST") and line.count("IDN") > 1 for line in lines)


def test_a_participle_that_tells_how_a_protest_was_held_is_no_second_protest():
    lines = told("Thousands of people marched on the Israeli embassy in Ankara on Monday, shouting slogans.")
    assert [line for line in lines if line.startswith("PROTEST")] == ["PROTEST demo TUR CVL > ISR GOV"]


def test_who_took_the_decision_is_praised_for_it_and_not_whom_it_touches():
    lines = told(
        "Sudan released ten Egyptian prisoners on Monday. Kenya welcomed the gesture. Chad criticised the decision."
    )
    assert "SUPPORT - KEN GOV > SDN GOV" in lines
    assert "ACCUSE disapprove TCD GOV > SDN GOV" in lines


def test_those_who_vow_to_respect_each_others_borders_vow_it_to_each_other():
    lines = told(
        "Chinese Foreign Minister Wang Yi met Peruvian officials in Lima on Monday. Germany and France pledged to"
        " respect each other's borders."
    )
    assert "AGREE - DEU GOV & FRA GOV" in lines


def test_whoever_goes_on_speaking_against_someone_still_means_the_same():
    lines = told("Prime Minister Imran Khan accused India of shelling Kashmir on Monday. He rejected the proposal.")
    assert "REJECT - PAK GOV > IND GOV" in lines


def test_what_both_states_of_a_story_promise_or_break_off_is_between_them():
    lines = told(
        "France and Germany met in Aachen with Chinese officials. The two countries promised to respect borders."
    )
    assert "AGREE - DEU GOV & FRA GOV" in lines


def test_who_met_someone_and_agreed_to_an_act_agreed_it_with_him():
    lines = told(
        "President Yoweri Museveni of Uganda met Kenyan Foreign Minister Musalia Mudavadi in Kampala on Monday and"
        " agreed to open two more crossings from Rwanda into his country."
    )
    assert any(line.endswith("UGA GOV > KEN GOV") and line.startswith(("CONCEDE", "AGREE")) for line in lines), lines


def test_what_is_refused_is_refused_to_those_who_must_act_first():
    lines = told(
        "A French envoy met the foreign minister of Chad on Monday. Sudan ruled out a dialogue until Chad withdraws its"
        " forces."
    )
    assert any(line.startswith("REJECT") and line.endswith("SDN GOV > TCD GOV") for line in lines), lines


def test_a_loser_who_rejects_a_result_rejects_no_other_state():
    lines = told(
        "Kenyan President William Ruto met Tanzanian officials in Nairobi on Monday. Kenyan opposition leader Raila"
        " Odinga rejected the result. Kenya and Tanzania signed an accord."
    )
    assert not any(line.startswith("REJECT") and "TZA" in line for line in lines), lines


def test_mediators_who_negotiate_are_no_party_to_what_they_settle():
    lines = told(
        "Hamas freed two Israeli hostages on Monday. Mediators from Qatar had negotiated the release for weeks."
    )
    assert any(line.startswith("CONSULT third-party QAT GOV > ") and "PSE REB" in line for line in lines)


def test_what_is_done_at_the_request_of_another_is_also_asked_by_him():
    lines = told("Kenyan police arrested a dissident in Nairobi on Monday at the request of the Rwandan government.")
    assert "REQUEST - RWA GOV > KEN COP" in lines


def test_praise_for_an_accord_is_for_those_who_made_it_not_for_those_they_thanked():
    lines = told(
        "Peru and Chile signed an accord in Lima on Monday. Peru praised Brazil for its help. Mexico hailed the accord."
    )
    assert "SUPPORT - MEX GOV > CHL GOV & PER GOV" in lines


def test_an_appeal_to_people_of_no_state_needs_no_recipient():
    assert "REQUEST - COD GOV" in told("Congo's President Felix Tshisekedi appealed to donors for tents.")


def test_whoever_answers_an_act_in_the_same_sentence_is_whom_it_hit():
    lines = told("Poland hit back after Russia expelled diplomats.")
    assert "SANCTION expel RUS GOV > POL GOV" in lines


def test_a_state_goes_on_threatening_whom_it_has_reproached():
    lines = told(
        "Peru and Chile began an exercise on Monday. Bolivia summoned the British ambassador on Tuesday."
        " Deputy Foreign Minister Juan Rojas threatened retaliation."
    )
    assert "THREATEN violence BOL GOV > GBR GOV" in lines


def test_a_lawmaker_who_denounces_an_accord_accuses_the_own_government_too():
    lines = told(
        "France and Italy signed an accord on Monday. A French team will go to Rome in May."
        " French Senator Jean Petit denounced the accord."
    )
    assert "ACCUSE disapprove FRA LEG > FRA GOV & ITA GOV" in lines


def test_talks_hosted_earlier_were_held_between_those_who_give_thanks():
    lines = told("Chad and Niger signed an accord on Monday. They praised Togo for having hosted talks.")
    assert "CONSULT third-party TGO GOV > NER GOV & TCD GOV" in lines


def test_a_mediator_stands_between_the_two_rather_than_between_them_and_who_praised_them():
    lines = told("Egypt congratulated Sudan and Chad on their pact. Qatar mediated.")
    assert "CONSULT third-party QAT GOV > SDN GOV & TCD GOV" in lines


def test_an_outsider_objects_to_all_who_have_just_acted_together():
    lines = told("Filipino and American troops began a joint exercise on Monday. China objected.")
    assert "ACCUSE disapprove CHN GOV > PHL MIL & USA MIL" in lines


def test_sanctions_that_a_body_agreed_are_sanctions_and_no_accord():
    lines = told(
        "Iran vowed to expand its programme in defiance of the sanctions agreed by the European Union on Monday."
    )
    assert any(line.startswith("SANCTION - EUR") for line in lines), lines
    assert not any(line.startswith("AGREE - EUR") for line in lines), lines


def test_aid_workers_are_of_no_state():
    lines = told("Aid workers have been rushing supplies to help thousands of people displaced by floods in Indonesia.")
    assert "AID - NGO > IDN CVL" in lines, lines


def test_who_is_opposed_rejects_and_who_flies_out_the_wounded_helps():
    assert "REJECT meet KEN GOV > FRA GOV" in told("Kenya is opposed to French mediation, an aide said on Wednesday.")
    lines = told("Kenyan helicopters evacuated the wounded from the besieged Somali town of Baidoa on Friday.")
    assert any(line.startswith("AID - KEN") and "SOM" in line for line in lines), lines


def test_who_will_not_follow_turns_from_those_whom_others_turned_to():
    lines = told("France, Italy and Spain recognised Kosovo on Monday. Greece refused to follow.")
    assert "REJECT - GRC GOV > XKX GOV" in lines, lines


def test_soldiers_sent_to_guard_are_sent_against_no_one():
    lines = told("Serbia and Kosovo quarrelled. NATO sent additional soldiers to guard the bridge.")
    assert any(line == "MOBILIZE troops IGO" for line in lines), lines


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya issued a stern reminder to Somalia that it must disarm.", "REQUEST change KEN GOV > SOM GOV"),
        ("Togolese police prevented the demonstration of students in Lome.", "COERCE restrict TGO COP > TGO EDU"),
        ("The government of Togo ordered patrols by soldiers on Friday.", "MOBILIZE police TGO GOV"),
        ("The interior minister of Togo allowed the opposition to hold a rally.", "CONCEDE - TGO GOV > TGO OPP"),
        ("Togolese students took out a rally in Lome.", "PROTEST demo TGO EDU"),
        ("Armenians and Azerbaijanis failed to reach agreement on Sunday.", "REJECT - ARM CVL & AZE CVL"),
        ("Muslim hackers crippled the Danish parliament's website.", "COERCE cyber - UNK > DNK"),
        ("Polish miners threatened to hold a general strike.", "THREATEN - POL"),
    ],
)
def test_reminders_bans_patrols_and_threats_of_strikes_are_events(text, event):
    assert any(line.startswith(event) for line in told(text)), told(text)
