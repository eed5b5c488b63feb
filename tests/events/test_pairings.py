from tests.events.stories import told


def test_several_accords_are_each_of_one_pair_and_one_accord_is_of_all():
    assert told("Oman and Qatar signed agreements with Peru on Monday.") == {"SUPPORT - OMN GOV & QAT GOV > PER GOV"}
    assert told("Oman and Qatar signed an agreement with Peru on Monday.") == {"SUPPORT - OMN GOV & PER GOV & QAT GOV"}


def test_who_telephones_two_does_not_have_them_talk_to_each_other():
    calls = told("President Barack Obama telephoned the leaders of Chile and Peru on Monday.")
    assert calls == {"CONSULT phone USA GOV > CHL GOV & PER GOV"}


def test_talks_of_three_are_of_all_three():
    assert told("Kenya and Uganda held talks with Rwanda on Monday.") == {"CONSULT - KEN GOV & RWA GOV & UGA GOV"}
