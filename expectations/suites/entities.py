"""Rules of the table `entities`."""

from expectations.model import Rule
from expectations.reference import country_codes

RULES: tuple[Rule, ...] = (
    Rule(
        "country_code_exists",
        "country_code is a country or body of the reference data",
        f"""SELECT * FROM {{batch}} WHERE country_code IS NOT NULL AND country_code NOT IN ({country_codes()})""",
    ),
    Rule(
        "seen_in_order",
        "first_seen is not after last_seen",
        """SELECT * FROM {batch} WHERE first_seen > last_seen""",
    ),
    Rule(
        "both_coordinates",
        "latitude and longitude come together",
        """SELECT * FROM {batch} WHERE (latitude IS NULL) <> (longitude IS NULL)""",
    ),
)
