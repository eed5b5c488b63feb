"""Jobs: `fetch` asks the sources on the web, `ingest` takes articles in, `release` does all that follows and publishes."""

import dagster as dg

_INGESTED = ("inputs", "quarantine", "article_text")
INGEST = dg.AssetSelection.assets(*_INGESTED)

FETCH = dg.AssetSelection.assets("fetched")

fetch_job = dg.define_asset_job(
    "fetch",
    selection=FETCH,
    description="Ask the sources of sources.toml for what is new; the inbox sensor takes it in.",
)
ingest_job = dg.define_asset_job(
    "ingest", selection=INGEST, description="Take in what lies in the sources and make its days known."
)
# What was taken in is checked again, so that a fault there stops a release also where ingest ran on another day.
release_job = dg.define_asset_job(
    "release",
    selection=(dg.AssetSelection.all() - INGEST - FETCH) | dg.AssetSelection.checks_for_assets(*_INGESTED),
    description="Read, link, code, consolidate, check and publish; run it over a range of days or all of them.",
)
