"""Rules of the table `participants`."""

from expectations.model import Rule, Severity
from expectations.reference import country_codes

RULES: tuple[Rule, ...] = (
    Rule(
        "country_code_exists",
        "country_code is a country or body of the reference data",
        f"""SELECT * FROM {{batch}} WHERE country_code IS NOT NULL AND country_code NOT IN ({country_codes()})""",
    ),
    Rule(
        "no_dyad_with_itself",
        "no entity is on both sides of an event",
        """SELECT b.* FROM {batch} b JOIN participants o USING (event_id)
    WHERE b.role = 'actor' AND o.role = 'recipient' AND b.entity_id = o.entity_id""",
    ),
    Rule(
        "bodies_without_sector",
        "intergovernmental and non-governmental bodies have no sector but for their troops",
        """SELECT * FROM {batch}
    WHERE country_code IN ('IGO', 'UNO', 'EUR', 'NGO') AND sector IS NOT NULL AND sector <> 'MIL'""",
        Severity.WARNING,
    ),
    Rule(
        "named",
        "a participant has a name",
        """SELECT * FROM {batch} WHERE trim(name) = ''""",
    ),
)
