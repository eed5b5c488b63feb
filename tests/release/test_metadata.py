"""The metadata of a release is what the official tools of each format say that it should be, and they find what was tampered with."""

import contextlib
import importlib
import json
import re
import sys

import cffconvert
import frictionless
import pytest
import rdflib
from rdflib.namespace import RDF

from pipeline.release.coverage import temporal_coverage
from pipeline.release.manifest import code_version
from pipeline.release.plan import CSV_TABLES
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.tables.events import EVENTS
from pipeline.store.hashing import sha256_of_file
from pipeline.store.paths import PROJECT
from tests.samples import ROWS, arrow


@pytest.fixture(scope="module")
def mlcroissant():
    """Imported late, and under the stream of the process: the handler that it sets up of logging keeps the stream of the moment,
    and closes one that is not standard error any more, which would be pytest's own, when Dagster configures logging."""
    with contextlib.redirect_stderr(sys.__stderr__):
        return importlib.import_module("mlcroissant")


SCHEMA_ORG = rdflib.Namespace("https://schema.org/")
CROISSANT = rdflib.Namespace("http://mlcommons.org/croissant/")


def test_croissant_is_valid_without_a_warning(release_of, mlcroissant):
    issues = mlcroissant.Dataset(jsonld=str(release_of() / "croissant.json")).metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())


def test_croissant_reads_every_table(release_of, mlcroissant):
    dataset = mlcroissant.Dataset(jsonld=str(release_of() / "croissant.json"))
    counts = {table.name: len(list(dataset.records(table.name))) for table in PUBLIC_TABLES if table.name in ROWS}
    assert counts == {name: len(rows) for name, rows in ROWS.items()}


@pytest.mark.parametrize(
    ("table", "column"), [("events", "summary"), ("participants", "name"), ("evidence", "snippet")]
)
def test_croissant_gives_the_values_of_a_table(release_of, table, column, mlcroissant):
    records = mlcroissant.Dataset(jsonld=str(release_of() / "croissant.json")).records(table)
    found = sorted(record[f"{table}/{column}"].decode() for record in records)
    assert found == sorted(getattr(row, column) for row in ROWS[table])


def test_croissant_refuses_a_table_that_was_tampered_with(release_of, mlcroissant):
    release = release_of()
    path = release / "tables" / "events" / "part.parquet"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Accra", b"Kyoto"))
    with pytest.raises(mlcroissant.GenerationError, match=r"Download\(events\.parquet\)"):
        list(mlcroissant.Dataset(jsonld=str(release / "croissant.json")).records("events"))


@pytest.fixture
def graph(release_of) -> rdflib.Graph:
    """The triples of `croissant.json`, by the context that it carries."""
    text = (release_of() / "croissant.json").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="json-ld", publicID="https://data.example/")


def _told(graph, subject) -> dict[str, object]:
    return {str(name).removeprefix(SCHEMA_ORG): value.toPython() for name, value in graph.predicate_objects(subject)}


def test_the_json_ld_is_a_schema_org_dataset_with_what_data_set_search_asks_for(graph):
    (dataset,) = graph.subjects(RDF.type, SCHEMA_ORG.Dataset)
    told = _told(graph, dataset)
    assert told["temporalCoverage"] == "2022-03-26/2022-03-26"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["version"] == "2026.11.23"
    assert told["isAccessibleForFree"] is True
    assert len(told["description"]) >= 50
    assert "release 2026.11.23" in told["citation"]
    (creator,) = graph.objects(dataset, SCHEMA_ORG.creator)
    assert (creator, RDF.type, SCHEMA_ORG.Organization) in graph
    (place,) = graph.objects(dataset, SCHEMA_ORG.spatialCoverage)
    assert (place, RDF.type, SCHEMA_ORG.Place) in graph


def test_the_json_ld_names_every_download_with_form_and_digest(graph, release_of):
    (dataset,) = graph.subjects(RDF.type, SCHEMA_ORG.Dataset)
    files = list(graph.objects(dataset, SCHEMA_ORG.distribution))
    assert len(files) == len(PUBLIC_TABLES)
    release = release_of()
    for file in files:
        assert {SCHEMA_ORG.DataDownload, CROISSANT.FileObject} <= set(graph.objects(file, RDF.type))
        told = _told(graph, file)
        assert told["encodingFormat"] == "application/x-parquet"
        assert re.fullmatch(r"[0-9a-f]{64}", told["sha256"])
        assert (release / told["contentUrl"]).is_file()


def test_the_json_ld_tells_the_variables_of_an_event_with_their_units(graph):
    (dataset,) = graph.subjects(RDF.type, SCHEMA_ORG.Dataset)
    variables = [_told(graph, each) for each in graph.objects(dataset, SCHEMA_ORG.variableMeasured)]
    assert {each["name"]: each.get("unitText") for each in variables} == {
        each.name: each.unit for each in EVENTS.columns
    }


def test_the_time_covered_is_that_of_the_articles_and_none_where_there_are_none():
    articles = arrow(ROWS)["articles"]
    assert temporal_coverage(articles) == "2022-03-26/2022-03-26"
    assert temporal_coverage(articles.slice(0, 0)) is None


def _report(release):
    return frictionless.validate(str(release / "datapackage.json"))


def _faults(release) -> set[tuple[str, str]]:
    return {(task.name, error.type) for task in _report(release).tasks for error in task.errors}


def test_the_data_package_and_all_its_data_are_valid_and_nothing_is_skipped(release_of):
    report = _report(release_of())
    assert report.valid, report.flatten(["type", "message"])
    assert report.warnings == []
    assert [task.warnings for task in report.tasks if task.warnings] == []
    rows = {task.name: task.stats.get("rows") for task in report.tasks if task.type == "table"}
    assert rows == {name: len(ROWS[name]) for name in CSV_TABLES}
    assert {task.name for task in report.tasks if task.type == "file"} == {
        f"{each.name}.parquet" for each in PUBLIC_TABLES
    }


@pytest.mark.parametrize("path", ["csv/events.csv", "tables/events/part.parquet"])
def test_frictionless_finds_a_file_that_was_tampered_with(release_of, path):
    release = release_of()
    (release / path).chmod(0o644)
    (release / path).write_bytes((release / path).read_bytes().replace(b"Accra", b"Kyoto"))
    assert {kind for _, kind in _faults(release)} == {"hash-count"}


FORGED = {
    "a code of no closed list": ("participants", '"recipient"', '"victim"', "constraint-error"),
    "a context of no closed list": ("events", "diplomatic; economic", "diplomatic; comical", "constraint-error"),
    "a number out of bounds": ("events", "5.55602", "95.55602", "constraint-error"),
    "a text for a day": ("events", "2022-03-24", "yesterday", "type-error"),
    "a required value that is missing": ("dyads", '"FRA","GHA"', ',"GHA"', "constraint-error"),
    "a party to an event that there is not": (
        "participants",
        "evt_0000000000000003",
        "evt_000000000000000f",
        "foreign-key",
    ),
    "a key that is there twice": ("events", "evt_0000000000000003", "evt_0000000000000002", "primary-key"),
    "a column too few": ("dyads", ',"mean_score"', "", "missing-label"),
}


@pytest.mark.parametrize(("table", "old", "new", "kind"), FORGED.values(), ids=FORGED)
def test_frictionless_finds_false_values_also_where_the_digests_were_made_to_fit(release_of, table, old, new, kind):
    release = release_of()
    path = release / "csv" / f"{table}.csv"
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    package = release / "datapackage.json"
    document = json.loads(package.read_text(encoding="utf-8"))
    resource = next(each for each in document["resources"] if each["name"] == table)
    resource.update(bytes=path.stat().st_size, hash=f"sha256:{sha256_of_file(path)}")
    package.chmod(0o644)
    package.write_text(json.dumps(document), encoding="utf-8")
    assert (table, kind) in _faults(release)


def _citation(path) -> cffconvert.Citation:
    return cffconvert.Citation(path.read_text(encoding="utf-8"))


def test_the_citation_of_a_release_is_valid_and_turns_into_bibtex_and_apa(release_of):
    citation = _citation(release_of() / "CITATION.cff")
    citation.validate()
    assert "title = {Entente: who did what to whom in world affairs}" in citation.as_bibtex()
    assert "year = {2026}" in citation.as_bibtex()
    assert "(version 2026.11.23)" in citation.as_apalike()


def test_the_citation_of_the_repository_is_valid_and_of_the_version_at_hand():
    citation = _citation(PROJECT / "CITATION.cff")
    citation.validate()
    assert citation.as_bibtex().startswith("@misc{")
    assert f"(version {code_version()})" in citation.as_apalike()


def test_a_citation_that_lacks_its_title_is_refused(release_of):
    text = (release_of() / "CITATION.cff").read_text(encoding="utf-8")
    spoiled = cffconvert.Citation(re.sub(r"^title:.*\n", "", text, flags=re.MULTILINE))
    with pytest.raises(Exception, match="title"):
        spoiled.validate()
