"""Dagster: the stages as assets, with checks, jobs, schedules and sensor. What a stage does is in `pipeline`."""

import warnings

# Single-run backfills are in beta in Dagster; whoever opens the page or builds need not be told.
warnings.filterwarnings("ignore", message=r"Parameter `backfill_policy`")
