"""Rules of the table `events`: what the codebook says of an event beyond its columns."""

from expectations.model import Rule, Severity
from expectations.reference import country_codes, typed_scores

RULES: tuple[Rule, ...] = (
    Rule(
        "country_code_exists",
        "country_code is a country or body of the reference data",
        f"""SELECT * FROM {{batch}} WHERE country_code IS NOT NULL AND country_code NOT IN ({country_codes()})""",
    ),
    Rule(
        "type_mode_score",
        "mode, quad class and score are those of the type",
        f"""SELECT b.event_id, b.event_type, b.mode, b.quad_class, b.score FROM {{batch}} b
    LEFT JOIN (VALUES {typed_scores()}) AS s(event_type, mode, quad_class, score)
      ON s.event_type = b.event_type AND s.mode = coalesce(b.mode, '')
    WHERE s.score IS NULL OR s.score <> b.score OR s.quad_class <> b.quad_class""",
    ),
    Rule(
        "published_status",
        "hypothetical and negated mentions are no events",
        """SELECT * FROM {batch} WHERE status IN ('hypothetical', 'negated')""",
    ),
    Rule(
        "dates_ordered",
        "dates are ordered and come together",
        """SELECT * FROM {batch} WHERE date_start > date_end OR (date_start IS NULL) <> (date_end IS NULL)
       OR (date_start IS NULL) <> (date_precision = 'unknown')""",
    ),
    Rule(
        "past_is_past",
        "what has happened did not happen after its last report",
        """SELECT * FROM {batch}
    WHERE status IN ('occurred', 'ongoing', 'historical') AND date_start > last_reported""",
    ),
    Rule(
        "reported_in_order",
        "first_reported is not after last_reported",
        """SELECT * FROM {batch} WHERE first_reported > last_reported""",
    ),
    Rule(
        "has_an_actor",
        "an event has an actor",
        """SELECT * FROM {batch} WHERE event_id NOT IN (SELECT event_id FROM participants WHERE role = 'actor')""",
    ),
    Rule(
        "counts_its_evidence",
        "the counts of an event are those of its evidence",
        """SELECT b.event_id, b.report_count, b.article_count, b.source_count FROM {batch} b
    LEFT JOIN (SELECT event_id, count(*) AS reports, count(DISTINCT article_id) AS articles, count(DISTINCT source) AS sources,
                      count(DISTINCT story_id) AS stories
               FROM evidence JOIN articles USING (article_id) GROUP BY event_id) v USING (event_id)
    WHERE v.reports IS DISTINCT FROM b.report_count OR v.articles IS DISTINCT FROM b.article_count
       OR v.sources IS DISTINCT FROM b.source_count OR v.stories IS DISTINCT FROM b.story_count""",
    ),
    Rule(
        "place_is_whole",
        "a place has a name and a precision, or there is none",
        """SELECT * FROM {batch} WHERE (place_name IS NULL) <> (place_precision IS NULL)
       OR (place_name IS NULL AND (country_code IS NOT NULL OR geonames_id IS NOT NULL OR latitude IS NOT NULL))""",
    ),
    Rule(
        "place_near_country",
        "a place lies within some 3,500 km of the middle of its country",
        """SELECT b.event_id, b.place_name, b.country_code, b.latitude, b.longitude FROM {batch} b
    JOIN entities e ON e.entity_type = 'country' AND e.country_code = b.country_code
    WHERE b.latitude IS NOT NULL AND e.latitude IS NOT NULL AND abs(b.latitude - e.latitude) > 35""",
        Severity.WARNING,
    ),
)
