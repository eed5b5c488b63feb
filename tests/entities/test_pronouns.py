from tests.entities.reading import read


def codes(mentions):
    return sorted({mention.country_code for mention in mentions})


def test_both_sides_are_the_two_parties_last_named():
    linked = read("An Israeli delegation met with Moroccan soldiers on Monday. Both sides signed an accord.")
    assert codes(linked.at("Both sides")) == ["ISR", "MAR"]


def test_the_two_countries_are_countries_whoever_acted_for_them():
    linked = read("An Israeli delegation met with Moroccan soldiers. The two countries signed an accord.")
    assert {linked.entities[m.entity_id].name for m in linked.at("two countries")} == {"Israel", "Morocco"}


def test_they_after_a_pair_means_the_pair():
    linked = read("France and Germany signed a treaty. They agreed to meet again.")
    assert codes(linked.at("They")) == ["DEU", "FRA"]


def test_an_object_pronoun_is_not_the_subject_of_its_own_verb():
    linked = read("Israeli soldiers attacked. Egyptian officials said the French ministers blamed them.")
    assert codes(linked.at("them")) != ["FRA"]


def test_she_is_not_someone_called_he():
    linked = read(
        "French Foreign Minister Paul Dubois said he would go. Spokeswoman Anne Leroy was asked. She declined to comment."
    )
    assert linked.entity("She") == linked.entity("Anne Leroy")


def test_it_that_stands_for_nothing_is_left_alone():
    assert read("France is worried. It is clear that the talks failed.").at("It") == []


def test_both_sides_of_a_border_are_no_parties():
    linked = read("France and Spain have long argued. Villagers on both sides of the border protested.")
    assert linked.at("both sides") == []


def test_whom_one_expels_is_never_ones_own():
    linked = read("Saudi Arabia cut its ties with Iran and expelled its diplomats.")
    assert linked.capacity("diplomats")[0] == "IRN"


def test_whoever_demands_something_demands_it_of_another():
    linked = read("Spain rejected talks with ETA and demanded that it dissolve.")
    assert linked.one("it").sector == "REB"


def test_a_territory_is_one_that_is_no_state():
    linked = read("Israel shelled the Gaza Strip. Turkey will deliver goods to the territory.")
    assert linked.one("territory").country_code == "PSE"


def test_its_is_of_the_state_that_stands_alone_rather_than_of_one_of_several():
    linked = read("Peru, Chile and Cuba recognised Tonga on Monday, a day after its parliament had voted.")
    assert linked.one("its").country_code == "TON"


def test_a_clause_that_only_adds_something_leaves_a_noun_to_point_back():
    linked = read("NATO sent soldiers to Latvia. The alliance, whose planes patrol the coast, held exercises.")
    assert linked.capacity("alliance")[0] == "IGO"


def test_it_is_ready_tells_of_a_state_and_it_is_clear_of_nothing():
    assert read("Syria says it is ready to withdraw its troops.").one("it").country_code == "SYR"
    assert read("Syria says it is clear that the talks failed.").at("it") == []
