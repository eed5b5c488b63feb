"""The daily schedule: a release of all that has come in."""

from collections.abc import Iterator

import dagster as dg

from assets.jobs import ingest_job, release_job
from assets.partitions import all_days


@dg.schedule(job=release_job, cron_schedule="0 5 * * *", execution_timezone="UTC")
def daily_release(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Publish at five in the morning UTC, over every day that holds articles; read texts are not read again."""
    tags = all_days(context.instance)
    if tags:
        yield dg.RunRequest(run_key=context.scheduled_execution_time.isoformat(), tags=tags)
    else:
        yield dg.SkipReason("no article has come in yet: put files into the inbox, or run the job `ingest`")


@dg.schedule(job=ingest_job, cron_schedule="0 4 * * *", execution_timezone="UTC")
def daily_ingest(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Take in the sources an hour before, for operators who configure folders instead of the inbox."""
    return dg.RunRequest(run_key=context.scheduled_execution_time.isoformat())
