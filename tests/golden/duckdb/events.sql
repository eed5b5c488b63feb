CREATE TABLE "events" (
    "event_id" VARCHAR NOT NULL,
    "event_type" VARCHAR NOT NULL,
    "mode" VARCHAR,
    "contexts" VARCHAR[] NOT NULL,
    "cameo_code" VARCHAR NOT NULL,
    "quad_class" VARCHAR NOT NULL,
    "score" DOUBLE NOT NULL,
    "status" VARCHAR NOT NULL,
    "date_start" DATE,
    "date_end" DATE,
    "date_precision" VARCHAR NOT NULL,
    "date_inferred" BOOLEAN NOT NULL,
    "place_name" VARCHAR,
    "place_precision" VARCHAR,
    "country_code" VARCHAR,
    "geonames_id" BIGINT,
    "latitude" DOUBLE,
    "longitude" DOUBLE,
    "agreement_id" VARCHAR,
    "report_count" BIGINT NOT NULL,
    "article_count" BIGINT NOT NULL,
    "story_count" BIGINT NOT NULL,
    "source_count" BIGINT NOT NULL,
    "confidence" DOUBLE NOT NULL,
    "summary" VARCHAR NOT NULL,
    "first_reported" DATE NOT NULL,
    "last_reported" DATE NOT NULL
);
COMMENT ON TABLE "events" IS 'One event, counted once however many articles report it.';
COMMENT ON COLUMN "events"."event_id" IS 'Id, stable from release to release.';
COMMENT ON COLUMN "events"."event_type" IS 'PLOVER event type.';
COMMENT ON COLUMN "events"."mode" IS 'PLOVER mode, one that the type admits. Empty where the type has no modes or the text tells none.';
COMMENT ON COLUMN "events"."contexts" IS 'What it is about, in alphabetical order.';
COMMENT ON COLUMN "events"."cameo_code" IS 'Nearest CAMEO code.';
COMMENT ON COLUMN "events"."quad_class" IS 'Verbal or material, cooperation or conflict.';
COMMENT ON COLUMN "events"."score" IS 'Cooperation–conflict score of type and mode (PLOVER), from −10 to 10. Unit: points of PLOVER''s scale.';
COMMENT ON COLUMN "events"."status" IS 'How far the act has come.';
COMMENT ON COLUMN "events"."date_start" IS 'First day on which it happened, or could have happened at this precision. Empty where the text gives no date.';
COMMENT ON COLUMN "events"."date_end" IS 'Last such day, inclusive. Empty where the text gives no date.';
COMMENT ON COLUMN "events"."date_precision" IS 'The span that the text commits to.';
COMMENT ON COLUMN "events"."date_inferred" IS 'True where the text dates nothing and the publication date stands in.';
COMMENT ON COLUMN "events"."place_name" IS 'Canonical name of the most specific place where it happened. Empty where no place is told.';
COMMENT ON COLUMN "events"."place_precision" IS 'The size of that place. Empty where no place is told.';
COMMENT ON COLUMN "events"."country_code" IS 'Country of that place: ISO 3166-1 alpha-3, XKX or PSE. Empty where no place is told, or it lies in no one country.';
COMMENT ON COLUMN "events"."geonames_id" IS 'GeoNames id of that place. Empty where no place is told, or the gazetteer does not hold it.';
COMMENT ON COLUMN "events"."latitude" IS 'Degrees north (WGS 84). Unit: degrees. Empty where no place is told, or one whose point is not known.';
COMMENT ON COLUMN "events"."longitude" IS 'Degrees east (WGS 84). Unit: degrees. Empty where no place is told, or one whose point is not known.';
COMMENT ON COLUMN "events"."agreement_id" IS 'The agreement that it makes, keeps or breaks. Empty where it is about no agreement.';
COMMENT ON COLUMN "events"."report_count" IS 'Clauses that report it. Unit: clauses.';
COMMENT ON COLUMN "events"."article_count" IS 'Articles that report it. Unit: articles.';
COMMENT ON COLUMN "events"."story_count" IS 'Stories that report it: copies count once. Unit: stories.';
COMMENT ON COLUMN "events"."source_count" IS 'Outlets that report it. Unit: outlets.';
COMMENT ON COLUMN "events"."confidence" IS 'Estimated probability that type and parties are right. Unit: probability.';
COMMENT ON COLUMN "events"."summary" IS 'One line in the house''s words: who did what to whom, where, when.';
COMMENT ON COLUMN "events"."first_reported" IS 'First publication day of a report.';
COMMENT ON COLUMN "events"."last_reported" IS 'Last such day.';
