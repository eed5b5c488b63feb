"""Jobs: `fetch` asks the sources on the web, `ingest` takes articles in, `release` does all that follows and publishes.

In both of the last two a stage begins once all that it takes was checked. `entente build` has processes beside it that check
(`judges.py`), and runs the same in another order: `ingest_ahead` and `tables_ahead`, whose tables the judge hears of as they are
made, then `publish`, which needs what was said of each.
"""

from threading import Thread

import dagster as dg

from assets.events import reckoned
from pipeline.schema.registry import TABLES

_INGESTED = ("inputs", "quarantine", "article_text")
INGEST = dg.AssetSelection.assets(*_INGESTED)

FETCH = dg.AssetSelection.assets("fetched")
_RELEASES = dg.AssetSelection.assets("releases")
_FOLLOWING = dg.AssetSelection.all() - INGEST - FETCH


@dg.success_hook(required_resource_keys={"workspace", "judge"})
def tell_judge(context: dg.HookContext) -> None:
    """Tell the judge which tables a step has made."""
    made = {context.op.name, *context.op.output_dict}
    context.resources.judge.begin(context.resources.workspace.output, made)


@dg.success_hook(required_resource_keys={"workspace", "compute"})
def reckon_ahead(context: dg.HookContext) -> None:
    """Once articles are read, reckon what consolidation takes of them, while this process waits for others that link and code."""
    if context.op.name == "annotations" and context.resources.compute.is_apart:
        output = context.resources.workspace.output
        Thread(target=reckoned, args=(output,), daemon=True).start()


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
    selection=_FOLLOWING | dg.AssetSelection.checks_for_assets(*_INGESTED),
    description="Read, link, code, consolidate, check and publish; run it over a range of days or all of them.",
)
ingest_ahead_job = dg.define_asset_job(
    "ingest_ahead",
    selection=INGEST.without_checks(),
    hooks={tell_judge},
    description="As `ingest`, with checks left to `publish`.",
)
tables_ahead_job = dg.define_asset_job(
    "tables_ahead",
    selection=(_FOLLOWING - _RELEASES).without_checks(),
    hooks={tell_judge, reckon_ahead},
    description="Every table that follows from what was taken in, with checks left to `publish`.",
)
publish_job = dg.define_asset_job(
    "publish",
    selection=_RELEASES | dg.AssetSelection.checks_for_assets(*(table.name for table in TABLES)),
    description="Check every table as it is, and publish.",
)

JOBS = (fetch_job, ingest_job, release_job, ingest_ahead_job, tables_ahead_job, publish_job)
