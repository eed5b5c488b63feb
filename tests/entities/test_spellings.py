import pytest

from pipeline.entities.reference import knowledge
from pipeline.entities.spellings import Likeness, alike, unaccented

WORDS = knowledge().name_words


def agree(name, other, *codes):
    return WORDS.agree(name, other, frozenset(codes))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Faruk Qaddoumi", "Farouk Kaddumi"),
        ("Abdel Rahman al-Rashed", "Abdul-Rahman Rashid"),
        ("Ben Zouma Karim", "Benzouma Karim"),
        ("Serhiy Taruta", "Sergei Taruta"),
        ("Rakhmat Akilov", "Rahmat Akilov"),
        ("Dragan Čović", "Dragan Covic"),
        ("Bill Richardson", "William Richardson"),
        ("Maulana Fazlur Rehman", "Fazl-ur-Rehman"),
    ],
)
def test_transcriptions_of_one_name_agree_and_share_a_key(name, other):
    assert agree(name, other) is Likeness.SAME
    assert set(WORDS.keys(name)) & set(WORDS.keys(other))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Hassan Khalil", "Hussein Khalil"),
        ("Karim Daoud", "Karam Daoud"),
        ("Ahmed Said", "Mahmoud Said"),
        ("Alexander Rudenko", "Alexandra Rudenko"),
        ("John A. Moore", "John B. Moore"),
        ("Ian Moore", "Ian Moore Jr."),
        ("Louis Ban", "Louis Banny"),
        ("Petrov", "Petrov"),
    ],
)
def test_names_of_different_people_do_not_agree(name, other):
    assert agree(name, other) is None


def test_the_surname_may_stand_at_either_end_only_where_custom_has_it_first():
    assert agree("Nagy Ferenc", "Ferenc Nagy", "HUN") is Likeness.ORDER
    assert agree("Jae-ho Shin", "Shin Jae-ho", "KOR") is Likeness.ORDER
    assert agree("Ali Hassan", "Hassan Ali", "IRQ") is None


def test_a_romanisation_fixed_by_law_is_taken_to_the_letter():
    assert agree("Sun Weidong", "Sun Weidang", "CHN") is None
    assert agree("Sun Weidong", "Weidong Sun", "CHN") is Likeness.ORDER


def test_patronymics_first_mohammeds_and_second_surnames_may_be_left_out():
    assert agree("Oleg Morozov", "Oleg Viktorovich Morozov") is Likeness.MIDDLE
    assert agree("Gul Agha", "Mohammad Gul Agha") is Likeness.LEADING
    assert agree("Pablo Catatumbo", "Pablo Catatumbo Torres", "COL") is Likeness.SECOND_SURNAME
    assert agree("Pablo Catatumbo", "Pablo Catatumbo Torres", "FRA") is None


def test_words_of_a_name_differ_by_little_a_syllable():
    assert alike("sotoudeh", "sotudeh")
    assert not alike("salim", "salam")


def test_letters_without_accents_keep_their_case():
    assert unaccented("Đinđić Łódź Şahin") == "Dindic Lodz Sahin"
