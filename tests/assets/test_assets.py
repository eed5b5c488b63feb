"""What a run of an asset leaves behind: rows, a preview, what was refused; days on their own."""

import datetime as dt

import dagster as dg
import pytest

from assets.definitions import defs
from assets.judges import Judge
from assets.partitions import add_days
from assets.resources import Reporter, Workspace
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from tests.assets.conftest import LATER


@pytest.fixture
def ingested(output, articles, tmp_path):
    (tmp_path / "later.txt").write_text(LATER)
    (tmp_path / "undated.txt").write_text("The presidents of Ghana and Togo met on Friday, officials said.")
    sources = [str(articles), str(tmp_path / "later.txt"), str(tmp_path / "undated.txt")]
    with dg.DagsterInstance.ephemeral() as instance:
        workspace = Workspace(home=str(output.root), sources=sources)
        yield defs.resolve_job_def("ingest").execute_in_process(
            instance=instance, resources={"workspace": workspace, "reporter": Reporter(), "judge": Judge()}
        )


def _metadata(result: dg.ExecuteInProcessResult, name: str) -> dict:
    for event in result.get_asset_materialization_events():
        if event.asset_key.path == [name]:
            return {key: value.value for key, value in event.materialization.metadata.items()}
    raise KeyError(name)


def test_a_run_shows_rows_and_what_became_of_the_inputs(ingested):
    shown = _metadata(ingested, "inputs")
    assert shown["dagster/row_count"] == 5
    assert (shown["this run: article"], shown["this run: known before"]) == (1, 3)


def test_a_run_shows_what_was_refused_and_why(ingested):
    shown = _metadata(ingested, "quarantine")
    assert shown["this run: undated"] == 1
    assert "empty.txt | empty |" in shown["preview"]


def test_a_preview_keeps_the_form_of_a_table(ingested):
    for name in ("inputs", "quarantine"):
        head, rule, *rows = _metadata(ingested, name)["preview"].splitlines()
        assert {line.replace("\\|", "").count("|") for line in (head, rule, *rows)} == {head.count("|")}


def test_one_day_is_made_without_touching_the_others(output):
    first, second = output.lake.days(ARTICLE_TEXT)
    output.lake.drop(ARTICLES, first)
    held = output.lake.read(ARTICLES, [second])
    with dg.DagsterInstance.ephemeral() as instance:
        add_days(instance, [first, second])
        result = defs.resolve_job_def("release").execute_in_process(
            instance=instance,
            partition_key=first.isoformat(),
            asset_selection=[dg.AssetKey("articles")],
            run_config={"resources": {"workspace": {"config": {"home": str(output.root)}}}},
        )
    assert result.success
    assert output.lake.days(ARTICLES) == [dt.date(2022, 3, 26), dt.date(2022, 3, 28)]
    assert output.lake.read(ARTICLES, [second]).equals(held)


def test_without_sources_the_inbox_is_taken_in_and_the_seeds_while_it_is_empty(tmp_path):
    workspace = Workspace(home=str(tmp_path))
    assert workspace.articles()[0].endswith("seeds/articles")
    workspace.inbox.mkdir()
    (workspace.inbox / "a.txt").write_text("x")
    assert workspace.articles() == [str(tmp_path / "inbox")]


def test_the_time_of_a_run_can_be_set_for_a_rebuild(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1648296000")
    assert Workspace().now() == dt.datetime(2022, 3, 26, 12, tzinfo=dt.UTC)
