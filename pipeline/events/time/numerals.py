"""Numerals as they occur in dates: what a written figure may be, and what a run of number words is worth.

Which words are numbers is data (`time_words.csv`); the shapes of figures are decided here.
"""

import re
from collections.abc import Sequence

SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ISO", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9:.]+z?)?$")),
    ("SLASH", re.compile(r"[0-9]{1,2}([/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})$|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}$")),
    ("CLOCKTIME", re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?$")),
    ("CLOCKHOUR", re.compile(r"(?:0?[1-9]|1[0-2])(?:[:.][0-5][0-9])?[ap]m$")),
    ("DECADE", re.compile(r"(?:1[0-9]|20)[0-9]0['’]?s$|['’]?[2-9]0['’]?s$")),
    ("SHORTYEAR", re.compile(r"['’][0-9]{2}$")),
    ("DAYNUM|ORDNUM", re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)$")),
    ("ORDNUM", re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)$")),
    ("DAYNUM|NUM", re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])$")),
    ("YEAR|BAREYEAR|NUM", re.compile(r"19[0-9]{2}$|20(?:0[1-9]|[1-4][0-9])$")),
    ("YEAR|NUM", re.compile(r"1[0-9]{3}$|2[01][0-9]{2}$")),
    ("NUM", re.compile(r"[0-9]{1,6}$|[0-9]{1,3}(?:,[0-9]{3})+$")),
    ("DECIMAL", re.compile(r"[0-9]{1,6}\.[0-9]+$")),
    ("FRACTION", re.compile(r"1/2$")),
)
"""What a token that holds digits may be (classes joined by |), by the first shape that it has. Sums of money have none."""


_LARGEST = 1e9


def classes_of(figure: str) -> str:
    """The classes of a token in small letters that holds a digit, joined by |; empty where it is no part of a date."""
    return next((classes for classes, shape in SHAPES if shape.match(figure)), "")


def number_of(values: Sequence[str]) -> float:
    """The worth of a run of figures and number words by their values: ("2", "1/2") is 2.5, ("19", "90", "7") 1997.

    Raises ValueError for a value that is no number.
    """
    total, current = 0.0, 0.0
    for value in values:
        worth = 0.5 if value == "1/2" else float(value.strip("'’stndrh").replace(",", ""))
        if worth >= 100 and current and worth > current:
            current *= worth
        elif worth >= 10 and 18 <= current <= 20:
            current = current * 100 + worth
        else:
            current += worth
        if current >= 1000 and worth >= 1000:
            total, current = total + current, 0.0
    return min(total + current, _LARGEST)
