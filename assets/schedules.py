"""Schedules: sources are fetched through the day, and once a day all that has come in is released."""

from collections.abc import Iterator

import dagster as dg

from assets.jobs import fetch_job, ingest_job, release_job
from assets.partitions import all_days
from assets.resources import Workspace


@dg.schedule(
    job=fetch_job,
    cron_schedule="*/30 * * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def fetch_sources(context: dg.ScheduleEvaluationContext, workspace: Workspace) -> dg.RunRequest | dg.SkipReason:
    """Ask the sources of `sources.toml` every half hour; where none is listed there is nothing to ask."""
    if workspace.configured().fetched:
        return dg.RunRequest(run_key=context.scheduled_execution_time.isoformat())
    return dg.SkipReason(f"no source to fetch: list some in {workspace.output.root / 'sources.toml'}")


@dg.schedule(job=release_job, cron_schedule="0 5 * * *", execution_timezone="UTC")
def daily_release(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Publish to the channel nightly at five in the morning UTC, over every day that holds articles; read texts are not read again."""
    tags = all_days(context.instance)
    if tags:
        yield dg.RunRequest(run_key=context.scheduled_execution_time.isoformat(), tags=tags)
    else:
        yield dg.SkipReason("no article has come in yet: put files into the inbox, or run the job `ingest`")


@dg.schedule(job=ingest_job, cron_schedule="0 4 * * *", execution_timezone="UTC")
def daily_ingest(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Take in the sources an hour before, for operators who configure folders instead of the inbox."""
    return dg.RunRequest(run_key=context.scheduled_execution_time.isoformat())
