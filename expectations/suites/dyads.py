"""Rules of the table `dyads`."""

from expectations.model import Rule
from expectations.reference import country_codes

RULES: tuple[Rule, ...] = (
    Rule(
        "actor_country_exists",
        "actor_country is a country or body of the reference data",
        f"""SELECT * FROM {{batch}} WHERE actor_country IS NOT NULL AND actor_country NOT IN ({country_codes()})""",
    ),
    Rule(
        "recipient_country_exists",
        "recipient_country is a country or body of the reference data",
        f"""SELECT * FROM {{batch}} WHERE recipient_country IS NOT NULL AND recipient_country NOT IN ({country_codes()})""",
    ),
    Rule(
        "classes_add_up",
        "the quad classes add up to the events",
        """SELECT * FROM {batch}
    WHERE verbal_cooperation + material_cooperation + verbal_conflict + material_conflict <> event_count""",
    ),
    Rule(
        "month_begins",
        "month is the first of a month",
        """SELECT * FROM {batch} WHERE month <> date_trunc('month', month)""",
    ),
)
