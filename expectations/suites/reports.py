"""Rules of the table `reports`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import admitted_mode, inside_text, known_countries, known_country, ordered, short_snippet
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    inside_text("triggers"),
    known_country(),
    known_countries("party_country"),
    admitted_mode(),
    short_snippet(),
    ordered("date_start", "date_end"),
    RowRule(
        "parties_of_one_length",
        "the lists of parties are of one length",
        """len(party_role) <> len(party_entity_id) OR len(party_role) <> len(party_name)
       OR len(party_role) <> len(party_country) OR len(party_role) <> len(party_sector)""",
        Severity.FATAL,
    ),
    TableRule(
        "parties_known",
        "every entity of a party is a row of entities",
        """SELECT report_id, party_entity_id FROM (SELECT report_id, unnest(party_entity_id) AS party_entity_id FROM {batch})
    WHERE party_entity_id <> '' AND party_entity_id NOT IN (SELECT entity_id FROM entities)""",
        Severity.FATAL,
    ),
)
