"""The daily release: over all days that are known, whatever the order in which they became known."""

import datetime as dt

import dagster as dg
import pytest

from assets.definitions import defs
from assets.partitions import add_days, all_days
from assets.schedules import daily_ingest, daily_release

FIVE = dt.datetime(2026, 11, 23, 5, tzinfo=dt.UTC)


@pytest.fixture
def instance(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as held:
        yield held


def _requests(instance) -> list:
    context = dg.build_schedule_context(instance=instance, scheduled_execution_time=FIVE)
    return list(daily_release(context))


def test_no_release_is_asked_for_before_an_article_came_in(instance):
    (skipped,) = _requests(instance)
    assert isinstance(skipped, dg.SkipReason)
    assert "inbox" in skipped.skip_message


def test_a_release_covers_days_that_became_known_late(instance):
    add_days(instance, [dt.date(2022, 3, 26), dt.date(2022, 3, 28)])
    add_days(instance, [dt.date(1995, 1, 2), dt.date(2022, 3, 26)])
    (request,) = _requests(instance)
    days = defs.resolve_asset_graph().get(dg.AssetKey("annotations")).partitions_def
    keys = days.get_partition_keys(dynamic_partitions_store=instance)
    assert set(keys) == {"2022-03-26", "2022-03-28", "1995-01-02"}
    assert request.tags == {
        "dagster/asset_partition_range_start": keys[0],
        "dagster/asset_partition_range_end": keys[-1],
    }


def test_one_release_a_day_is_asked_for(instance):
    add_days(instance, [dt.date(2022, 3, 26)])
    (first,), (second,) = _requests(instance), _requests(instance)
    assert first.run_key == second.run_key


def test_no_tags_stand_for_no_days(instance):
    assert all_days(instance) == {}


def test_the_sources_are_taken_in_before_the_release(instance):
    context = dg.build_schedule_context(instance=instance, scheduled_execution_time=FIVE)
    assert daily_ingest(context).run_key == FIVE.isoformat()
    assert daily_ingest.cron_schedule < daily_release.cron_schedule
