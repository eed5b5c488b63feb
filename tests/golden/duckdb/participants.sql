CREATE TABLE "participants" (
    "event_id" VARCHAR NOT NULL,
    "position" BIGINT NOT NULL,
    "role" VARCHAR NOT NULL,
    "entity_id" VARCHAR,
    "name" VARCHAR NOT NULL,
    "country_code" VARCHAR,
    "sector" VARCHAR
);
COMMENT ON TABLE "participants" IS 'A party to an event. Reciprocal events have every side as actor and no recipient.';
COMMENT ON COLUMN "participants"."event_id" IS 'The event.';
COMMENT ON COLUMN "participants"."position" IS 'Number of the party in its event, from 0. Unit: ordinal number, from 0.';
COMMENT ON COLUMN "participants"."role" IS 'Its part: actor, recipient, or other (a mediator''s table, a broker).';
COMMENT ON COLUMN "participants"."entity_id" IS 'The entity. Empty where the text does not identify it.';
COMMENT ON COLUMN "participants"."name" IS 'Canonical name, or the words of the text where there is no entity.';
COMMENT ON COLUMN "participants"."country_code" IS 'ISO 3166-1 alpha-3, or XKX (Kosovo), PSE (Palestine), and IGO, UNO, EUR, NGO, MNC for bodies that are of no state. Empty where the text names no country of it.';
COMMENT ON COLUMN "participants"."sector" IS 'The PLOVER sector. Empty where it is an intergovernmental or non-governmental body, or a person of whom no office is told.';
