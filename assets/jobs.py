"""Jobs: `ingest` takes articles in, `release` does all that follows and publishes."""

import dagster as dg

INGEST = dg.AssetSelection.assets("inputs", "quarantine", "article_text")

ingest_job = dg.define_asset_job(
    "ingest", selection=INGEST, description="Take in what lies in the sources and make its days known."
)
release_job = dg.define_asset_job(
    "release",
    selection=dg.AssetSelection.all() - INGEST,
    description="Read, link, code, consolidate, check and publish; run it over a range of days or all of them.",
)
