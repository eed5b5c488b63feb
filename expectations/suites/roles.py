"""Rules of the table `roles`."""

from expectations.model import Rule
from expectations.reference import country_codes

RULES: tuple[Rule, ...] = (
    Rule(
        "country_code_exists",
        "country_code is a country or body of the reference data",
        f"""SELECT * FROM {{batch}} WHERE country_code IS NOT NULL AND country_code NOT IN ({country_codes()})""",
    ),
    Rule(
        "inside_text",
        "evidence lies inside the text",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.end_char <= b.start_char
       OR b.end_char > length(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)""",
    ),
    Rule(
        "reported_in_order",
        "first_reported is not after last_reported",
        """SELECT * FROM {batch} WHERE first_reported > last_reported""",
    ),
    Rule(
        "held_by_persons",
        "roles are held by persons",
        """SELECT b.* FROM {batch} b JOIN entities e ON e.entity_id = b.person_id WHERE e.entity_type <> 'person'""",
    ),
)
