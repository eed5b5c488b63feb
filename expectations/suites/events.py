"""Rules of the table `events`: what the codebook says of an event beyond its columns."""

from expectations.model import RowRule, Rule, TableRule
from expectations.reference import typed_scores
from expectations.shared import in_country, known_country, near_country, ordered
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    known_country(),
    ordered("date_start", "date_end"),
    ordered("first_reported", "last_reported"),
    in_country(),
    near_country(),
    TableRule(
        "type_mode_score",
        "mode, quad class and score are those of the type",
        f"""SELECT b.event_id, b.event_type, b.mode, b.quad_class, b.score FROM {{batch}} b
    LEFT JOIN (VALUES {typed_scores()}) AS s(event_type, mode, quad_class, score)
      ON s.event_type = b.event_type AND s.mode = coalesce(b.mode, '')
    WHERE s.score IS NULL OR s.score <> b.score OR s.quad_class <> b.quad_class""",
        Severity.FATAL,
    ),
    RowRule(
        "published_status",
        "hypothetical and negated mentions are no events",
        "status IN ('hypothetical', 'negated')",
        Severity.FATAL,
    ),
    RowRule(
        "dates_come_together",
        "an event has both dates and a precision, or neither",
        "(date_start IS NULL) <> (date_end IS NULL) OR (date_start IS NULL) <> (date_precision = 'unknown')",
        Severity.FATAL,
    ),
    RowRule(
        "past_is_past",
        "what has happened did not happen after its last report",
        "status IN ('occurred', 'ongoing', 'historical') AND date_start > last_reported",
        Severity.ERROR,
    ),
    RowRule(
        "plans_lie_ahead",
        "what is planned, or its announcement, does not lie a month or more before its first report",
        "status = 'planned' AND date_end < first_reported - INTERVAL 30 DAY",
        Severity.WARNING,
    ),
    RowRule(
        "within_reach",
        "no event lies before 1500 or more than twenty years after its last report",
        "date_start < DATE '1500-01-01' OR date_end > last_reported + INTERVAL 20 YEAR",
        Severity.WARNING,
    ),
    TableRule(
        "has_an_actor",
        "an event has an actor",
        """SELECT * FROM {batch} WHERE event_id NOT IN (SELECT event_id FROM participants WHERE role = 'actor')""",
        Severity.FATAL,
    ),
    TableRule(
        "counts_its_evidence",
        "the counts of an event, and its first and last report, are those of its evidence",
        """SELECT b.event_id, b.report_count, b.article_count, b.story_count, b.source_count, b.first_reported, b.last_reported
    FROM {batch} b
    LEFT JOIN (SELECT event_id, count(*) AS reports, count(DISTINCT article_id) AS articles, count(DISTINCT source) AS sources,
                      count(DISTINCT story_id) AS stories, min(published_at)::DATE AS first_day, max(published_at)::DATE AS last_day
               FROM evidence JOIN articles USING (article_id) GROUP BY event_id) v USING (event_id)
    WHERE v.reports IS DISTINCT FROM b.report_count OR v.articles IS DISTINCT FROM b.article_count
       OR v.sources IS DISTINCT FROM b.source_count OR v.stories IS DISTINCT FROM b.story_count
       OR v.first_day IS DISTINCT FROM b.first_reported OR v.last_day IS DISTINCT FROM b.last_reported""",
        Severity.FATAL,
    ),
    RowRule(
        "place_is_whole",
        "a place has a name and a precision, or there is none",
        """(place_name IS NULL) <> (place_precision IS NULL)
       OR (latitude IS NULL) <> (longitude IS NULL)
       OR (place_name IS NULL AND (country_code IS NOT NULL OR geonames_id IS NOT NULL OR latitude IS NOT NULL))""",
        Severity.FATAL,
    ),
)
