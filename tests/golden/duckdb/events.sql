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
    "last_reported" DATE NOT NULL,
    PRIMARY KEY ("event_id")
);
COMMENT ON TABLE "events" IS 'One event, counted once however many articles report it.';
COMMENT ON COLUMN "events"."event_id" IS 'Id, stable from release to release.';
COMMENT ON COLUMN "events"."event_type" IS 'PLOVER event type.';
COMMENT ON COLUMN "events"."mode" IS 'PLOVER mode, one that the type admits.';
COMMENT ON COLUMN "events"."contexts" IS 'What it is about, in alphabetical order.';
COMMENT ON COLUMN "events"."cameo_code" IS 'Nearest CAMEO code.';
COMMENT ON COLUMN "events"."quad_class" IS 'Verbal or material, cooperation or conflict.';
COMMENT ON COLUMN "events"."score" IS 'Cooperation–conflict score of type and mode (PLOVER), from −10 to 10.';
COMMENT ON COLUMN "events"."status" IS 'How far the act has come.';
COMMENT ON COLUMN "events"."date_start" IS 'First day on which it happened, or could have happened at this precision.';
COMMENT ON COLUMN "events"."date_end" IS 'Last such day, inclusive.';
COMMENT ON COLUMN "events"."date_precision" IS 'The span that the text commits to.';
COMMENT ON COLUMN "events"."date_inferred" IS 'True where the text dates nothing and the publication date stands in.';
COMMENT ON COLUMN "events"."place_name" IS 'Canonical name of the most specific place where it happened.';
COMMENT ON COLUMN "events"."place_precision" IS 'The size of that place.';
COMMENT ON COLUMN "events"."country_code" IS 'Country of that place: ISO 3166-1 alpha-3, XKX or PSE.';
COMMENT ON COLUMN "events"."geonames_id" IS 'GeoNames id.';
COMMENT ON COLUMN "events"."latitude" IS 'Degrees north (WGS 84).';
COMMENT ON COLUMN "events"."longitude" IS 'Degrees east (WGS 84).';
COMMENT ON COLUMN "events"."agreement_id" IS 'The agreement that it makes, keeps or breaks.';
COMMENT ON COLUMN "events"."report_count" IS 'Clauses that report it.';
COMMENT ON COLUMN "events"."article_count" IS 'Articles that report it.';
COMMENT ON COLUMN "events"."story_count" IS 'Stories that report it: copies count once.';
COMMENT ON COLUMN "events"."source_count" IS 'Outlets that report it.';
COMMENT ON COLUMN "events"."confidence" IS 'Estimated probability that type and parties are right.';
COMMENT ON COLUMN "events"."summary" IS 'One line in the house''s words: who did what to whom, where, when.';
COMMENT ON COLUMN "events"."first_reported" IS 'First publication day of a report.';
COMMENT ON COLUMN "events"."last_reported" IS 'Last such day.';
