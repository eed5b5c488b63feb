"""Rules of the table `entities`."""

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import in_country, known_country, near_country, ordered
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_country(),
    ordered("first_seen", "last_seen"),
    in_country(),
    near_country(),
    RowRule(
        "both_coordinates",
        "latitude and longitude come together",
        "(latitude IS NULL) <> (longitude IS NULL)",
        Severity.FATAL,
    ),
    TableRule(
        "item_once",
        "no two entities are one item of Wikidata",
        """SELECT wikidata_id, count(*) AS times FROM {batch} WHERE wikidata_id IS NOT NULL
    GROUP BY wikidata_id HAVING count(*) > 1""",
        Severity.WARNING,
    ),
)
