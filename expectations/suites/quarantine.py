"""Rules of the table `quarantine`."""

from expectations.model import Rule, TableRule
from expectations.shared import not_blank
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    not_blank("detail"),
    TableRule(
        "no_spike",
        "no batch of fifty or more inputs has over a fifth of them refused, and three times the share of all other batches",
        """WITH batches AS (
        SELECT i.ingest_batch, count(*) AS inputs, count(b.reason) AS refused, mode(b.reason) AS most_often, min(i.uri) AS first_uri
        FROM inputs i LEFT JOIN {batch} b USING (input_id)
        WHERE b.reason IS DISTINCT FROM 'not_an_article' GROUP BY ALL),
    shares AS (SELECT *, (sum(refused) OVER () - refused) / nullif(sum(inputs) OVER () - inputs, 0) AS share_of_others FROM batches)
    SELECT ingest_batch, inputs, refused, most_often, first_uri FROM shares
    WHERE inputs >= 50 AND refused > 0.2 * inputs AND refused > 3 * share_of_others * inputs""",
        Severity.WARNING,
    ),
)
