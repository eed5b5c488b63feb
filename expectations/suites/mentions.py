"""Rules of the table `mentions`."""

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
        "spans lie inside the text",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.end_char <= b.start_char
       OR b.end_char > length(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)""",
    ),
    Rule(
        "surface_is_text",
        "the surface is what stands at the span",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.surface <> substr(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END, b.start_char + 1, b.end_char - b.start_char)""",
    ),
)
