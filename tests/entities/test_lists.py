from tests.entities.reading import read

LIST = "Four states stand as its guarantors: Qatar, Egypt, Kenya and Chad, which sent an envoy."


def countries(linked, surface):
    return {mention.country_code for mention in linked.at(surface)}


def test_a_plural_noun_means_those_that_were_listed_under_it():
    linked = read(f"{LIST} Peru asked the guarantors to help.")
    assert countries(linked, "guarantors") == {"QAT", "EGY", "KEN", "TCD"}


def test_a_noun_of_which_it_is_said_which_ones_are_meant_means_no_list():
    linked = read(f"{LIST} Peru thanked the guarantors of another pact.")
    assert not countries(linked, "guarantors")


def test_two_names_after_a_noun_and_a_comma_are_no_list():
    linked = read("After a walkout by envoys, Peru and Chile met on Monday. Kenya thanked the envoys.")
    assert countries(linked, "envoys") != {"PER", "CHL"}
