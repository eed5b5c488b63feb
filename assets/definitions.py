"""All that Dagster loads."""

import dagster as dg

from assets import entities, events, fetching, ingest, reading, release
from assets.checks import table_checks
from assets.engines.compute import Compute
from assets.jobs import JOBS
from assets.judges import Judge
from assets.resources import Reporter, Workspace
from assets.schedules import daily_ingest, daily_release, fetch_sources
from assets.sensors import inbox

defs = dg.Definitions(
    assets=dg.load_assets_from_modules([fetching, ingest, reading, entities, events, release]),
    asset_checks=table_checks(),
    jobs=JOBS,
    schedules=[fetch_sources, daily_ingest, daily_release],
    sensors=[inbox],
    resources={"workspace": Workspace(), "reporter": Reporter(), "judge": Judge(), "compute": Compute()},
    # A process for each step would import the reading model and Great Expectations anew, some 8 s for each of 19 checks.
    executor=dg.in_process_executor,
)
