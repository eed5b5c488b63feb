"""Rules that several tables share, each made for the columns that it is to hold for."""

from expectations.model import Rule, Severity
from expectations.reference import country_boxes, country_codes, typed_modes

_TEXT = "(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)"
_WITH_TEXT = "{batch} b JOIN article_text t USING (article_id)"


def span(start: str, end: str) -> str:
    """SQL for the words of an article between two offsets, white space made one space; `b` and `t` as in `_WITH_TEXT`."""
    return rf"trim(regexp_replace(substr({_TEXT}, b.{start} + 1, b.{end} - b.{start}), '\s+', ' ', 'g'))"


def known_country(column: str = "country_code") -> Rule:
    """The codes of a column are in the reference data."""
    return Rule(
        f"{column}_exists",
        f"{column} is a country or body of the reference data",
        f"SELECT * FROM {{batch}} WHERE {column} IS NOT NULL AND {column} NOT IN ({country_codes()})",
    )


def known_countries(column: str) -> Rule:
    """The codes in the lists of a column are in the reference data; an empty text is none."""
    return Rule(
        f"{column}_exist",
        f"every code of {column} is a country or body of the reference data",
        f"SELECT * FROM {{batch}} WHERE len(list_filter({column}, lambda x: x NOT IN ('', {country_codes()}))) > 0",
    )


def inside_text(what: str) -> Rule:
    """Spans are not empty, and end where their text ends at the latest."""
    return Rule(
        "inside_text",
        f"{what} lie inside the text",
        f"""SELECT b.* FROM {_WITH_TEXT}
    WHERE b.end_char <= b.start_char OR b.end_char > length({_TEXT})""",
    )


def stands_at(column: str, start: str = "start_char", end: str = "end_char") -> Rule:
    """The words of a column are those of the article between two offsets, or part of them."""
    return Rule(
        f"{column}_is_text",
        f"{column} stands in the article between {start} and {end}",
        f"SELECT b.* FROM {_WITH_TEXT} WHERE NOT contains({span(start, end)}, b.{column})",
    )


def not_blank(column: str) -> Rule:
    """A text says something."""
    return Rule(
        f"{column}_given",
        f"{column} is more than white space",
        rf"SELECT * FROM {{batch}} WHERE NOT regexp_matches({column}, '\S')",
    )


def short_snippet() -> Rule:
    """What a release carries of an article is short."""
    return Rule(
        "snippet_is_short",
        "snippet has from 1 to 25 words",
        r"SELECT * FROM {batch} WHERE len(regexp_extract_all(snippet, '\S+')) NOT BETWEEN 1 AND 25",
    )


def admitted_mode() -> Rule:
    """A mode belongs to its type."""
    return Rule(
        "mode_of_type",
        "the mode is one that the type admits",
        f"SELECT * FROM {{batch}} WHERE mode IS NOT NULL AND (event_type, mode) NOT IN ({typed_modes()})",
    )


def ordered(first: str, last: str) -> Rule:
    """Two dates are in order."""
    return Rule(
        f"{first}_before_{last}", f"{first} is not after {last}", f"SELECT * FROM {{batch}} WHERE {first} > {last}"
    )


def in_country() -> Rule:
    """Coordinates fit the country; borders are rough, so that it is a warning."""
    return Rule(
        "in_country",
        "the point lies among the places of its country",
        f"""SELECT b.* FROM {{batch}} b JOIN (VALUES {country_boxes()}) AS c(country_code, south, north, west, east) USING (country_code)
    WHERE b.latitude NOT BETWEEN c.south AND c.north OR b.longitude NOT BETWEEN c.west AND c.east""",
        Severity.WARNING,
    )
