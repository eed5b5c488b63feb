CREATE TABLE "pebbles" (
    "pebble_id" VARCHAR NOT NULL,
    "offset" BIGINT,
    "weight" DOUBLE NOT NULL,
    "smooth" BOOLEAN NOT NULL,
    "found" DATE NOT NULL,
    "seen_at" TIMESTAMP WITH TIME ZONE,
    "role" VARCHAR,
    "roles" VARCHAR[] NOT NULL,
    "beach_id" VARCHAR
);
COMMENT ON TABLE "pebbles" IS 'A pebble that isn''t "special" | plain.';
COMMENT ON COLUMN "pebbles"."pebble_id" IS 'Its id.';
COMMENT ON COLUMN "pebbles"."offset" IS 'Where it''s found. Unit: metres. Empty where nobody measured.';
COMMENT ON COLUMN "pebbles"."weight" IS 'How heavy it is. Unit: grams. Deprecated since 0.3.0: use `mass` instead.';
COMMENT ON COLUMN "pebbles"."smooth" IS 'Whether it is smooth.';
COMMENT ON COLUMN "pebbles"."found" IS 'Day of the find.';
COMMENT ON COLUMN "pebbles"."seen_at" IS 'Last seen (UTC).';
COMMENT ON COLUMN "pebbles"."role" IS 'Its part.';
COMMENT ON COLUMN "pebbles"."roles" IS 'All its parts.';
COMMENT ON COLUMN "pebbles"."beach_id" IS 'The beach.';
