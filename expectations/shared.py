"""Rules that several tables share, each made for the columns that it is to hold for."""

from expectations.model import RowRule
from expectations.reference import country_boxes, country_codes, typed_modes
from pipeline.release.checked import Severity

TEXT = "(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)"
"""The text in which a row of `WITH_TEXT` counts its offsets."""
WITH_TEXT = "{batch} b JOIN article_text t USING (article_id)"
"""The rows of a table, each with the text of its article as `t`."""


def span(start: str, end: str) -> str:
    """SQL for the words of an article between two offsets; `b` and `t` as in `WITH_TEXT`."""
    return f"substr({TEXT}, b.{start} + 1, b.{end} - b.{start})"


def known_country(column: str = "country_code") -> RowRule:
    """The codes of a column are in the reference data."""
    return RowRule(
        f"{column}_exists",
        f"{column} is a country or body of the reference data",
        f"{column} NOT IN ({country_codes()})",
        Severity.FATAL,
    )


def known_countries(column: str) -> RowRule:
    """The codes in the lists of a column are in the reference data; an empty text is none."""
    return RowRule(
        f"{column}_exist",
        f"every code of {column} is a country or body of the reference data",
        some_not_in(column, f"'', {country_codes()}"),
        Severity.FATAL,
    )


def some_not_in(column: str, listed: str) -> str:
    """SQL that is true of a list that holds what is not among the `listed`.

    DuckDB looks a text up in an enumeration; IN and list_has_all compare it with each item of theirs, which takes ten times as long.
    """
    return f"len(list_filter({column}, lambda each: TRY_CAST(each AS ENUM({listed})) IS NULL)) > 0"


def inside_text(what: str) -> RowRule:
    """Spans are not empty, and end where their text ends at the latest."""
    return RowRule(
        "inside_text",
        f"{what} lie inside the text",
        f"b.end_char <= b.start_char OR b.end_char > length({TEXT})",
        Severity.FATAL,
        source=WITH_TEXT,
    )


def stands_at(column: str, start: str = "start_char", end: str = "end_char") -> RowRule:
    """The words of a column are those of the article between two offsets, or part of them."""
    return RowRule(
        f"{column}_is_text",
        f"{column} stands in the article between {start} and {end}",
        # Most stand there as they are, and need no look at white space.
        f"NOT contains({span(start, end)}, b.{column}) "
        rf"AND NOT contains(trim(regexp_replace({span(start, end)}, '\s+', ' ', 'g')), b.{column})",
        Severity.FATAL,
        source=WITH_TEXT,
    )


def not_blank(column: str) -> RowRule:
    """A text says something."""
    return RowRule(
        f"{column}_given",
        f"{column} is more than white space",
        rf"NOT regexp_matches({column}, '\S')",
        Severity.ERROR,
    )


def short_snippet() -> RowRule:
    """What a release carries of an article is short."""
    return RowRule(
        "snippet_is_short",
        "snippet has from 1 to 25 words",
        r"len(regexp_extract_all(snippet, '\S+')) NOT BETWEEN 1 AND 25",
        Severity.FATAL,
    )


def admitted_mode() -> RowRule:
    """A mode belongs to its type."""
    return RowRule(
        "mode_of_type",
        "the mode is one that the type admits",
        f"mode IS NOT NULL AND (event_type, mode) NOT IN ({typed_modes()})",
        Severity.FATAL,
    )


def ordered(first: str, last: str) -> RowRule:
    """Two dates are in order."""
    return RowRule(f"{first}_before_{last}", f"{first} is not after {last}", f"{first} > {last}", Severity.FATAL)


_ASTRAY = 12
"""Degrees beyond the places of a country at which a point is not one of rough borders but of another part of the world."""


def in_country() -> RowRule:
    """Coordinates fit the country; borders are rough, so that it is a warning."""
    return _among_places("in_country", "the point lies among the places of its country", 0, Severity.WARNING)


def near_country() -> RowRule:
    """Coordinates are of the same part of the world as the country, which no border explains away."""
    return _among_places(
        "near_country", "the point lies not far from the places of its country", _ASTRAY, Severity.ERROR
    )


def _among_places(name: str, description: str, margin: float, severity: Severity) -> RowRule:
    """A rule on latitude, longitude and country_code; rules of several margins are checked in one pass."""
    return RowRule(
        name,
        description,
        f"""b.latitude NOT BETWEEN c.south - {margin} AND c.north + {margin}
       OR b.longitude NOT BETWEEN c.west - {margin} AND c.east + {margin}""",
        severity,
        f"""(SELECT * FROM {{batch}} WHERE latitude IS NOT NULL) b
    JOIN (VALUES {country_boxes()}) AS c(country, south, north, west, east) ON c.country = b.country_code""",
    )
