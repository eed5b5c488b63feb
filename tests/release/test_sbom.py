"""The bill of materials says which packages made a release, in the form of its standard, and nothing of the machine."""

import datetime as dt
import getpass
import json
import os
import re
import subprocess
import sys
import uuid
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from pipeline.release.manifest import read_manifest
from pipeline.release.packages import licence_of
from pipeline.release.sbom import bill_of_materials
from pipeline.store.paths import PROJECT

LOCK = PROJECT / "requirements.lock"
SITE = PROJECT / "pipeline" / "release" / "site"
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def text() -> str:
    return bill_of_materials(LOCK, NOW)


@pytest.fixture(scope="module")
def components(text) -> dict[str, dict]:
    return {each["name"]: each for each in json.loads(text)["components"] if each["purl"].startswith("pkg:pypi/")}


@pytest.fixture(scope="module")
def libraries(text) -> dict[str, dict]:
    return {
        unquote(each["purl"]).removeprefix("pkg:npm/"): each
        for each in json.loads(text)["components"]
        if each["purl"].startswith("pkg:npm/")
    }


def _faults(text: str) -> list[str]:
    return [str(each) for each in JsonStrictValidator(SchemaVersion.V1_6).validate_str(text, all_errors=True) or ()]


def test_the_bill_of_a_release_is_valid_cyclonedx_of_its_time(release_of):
    release = release_of()
    text = (release / "sbom.cdx.json").read_text(encoding="utf-8")
    assert _faults(text) == []
    stated = dt.datetime.fromisoformat(json.loads(text)["metadata"]["timestamp"])
    assert stated == read_manifest(release).created_at


def test_the_validator_finds_what_is_wrong(text):
    document = json.loads(text)
    document["components"][0]["licenses"] = [{"license": {"id": "No-Such-Licence"}}]
    assert _faults(json.dumps(document))


def test_every_package_of_the_lock_is_there_with_its_version_and_digests(components):
    lines = LOCK.read_text().splitlines()
    stated = dict(line.removesuffix(" \\").split("==") for line in lines if "==" in line)
    assert {name: each["version"] for name, each in components.items()} == stated
    assert sum(len(each["hashes"]) for each in components.values()) == sum("--hash=sha256:" in line for line in lines)
    duckdb = components["duckdb"]
    assert duckdb["purl"] == f"pkg:pypi/duckdb@{stated['duckdb']}"
    assert {each["alg"] for each in duckdb["hashes"]} == {"SHA-256"}


def test_every_library_of_the_sites_lock_is_there_with_its_version_licence_and_digest(libraries):
    held = json.loads((SITE / "libraries" / "package-lock.json").read_text())["packages"]
    locked = {
        f"{place.rpartition('node_modules/')[2]}@{told['version']}": told for place, told in held.items() if place
    }
    assert libraries.keys() == locked.keys()
    digests = {
        name: "sha512-" + b64encode(bytes.fromhex(each["hashes"][0]["content"])).decode()
        for name, each in libraries.items()
    }
    assert digests == {name: told["integrity"] for name, told in locked.items()}
    duckdb = libraries["@duckdb/duckdb-wasm@1.28.0"]
    assert (duckdb["group"], duckdb["name"], duckdb["purl"]) == (
        "@duckdb",
        "duckdb-wasm",
        "pkg:npm/%40duckdb/duckdb-wasm@1.28.0",
    )
    assert duckdb["licenses"] == [{"license": {"id": "MIT"}}]
    # "SEE LICENSE IN LICENSE", and nothing at all.
    assert [name for name, each in libraries.items() if "licenses" not in each] == [
        "flatbuffers@23.5.26",
        "json-bignum@0.0.3",
    ]


def test_the_libraries_that_are_in_the_bundles_of_the_site_are_told_apart(libraries):
    shipped = {name for name, each in libraries.items() if each["scope"] == "required"}
    licences = (SITE / "static" / "vendor" / "LICENCES.txt").read_text(encoding="utf-8")
    titles = {text.split("\n")[0] for text in licences.split(f"\n{'-' * 72}\n\n")}
    assert shipped == {f"{name}@{version}" for name, version, *_ in map(str.split, titles)}
    assert {"hyparquet@1.31.5", "apache-arrow@13.0.0"} <= shipped
    assert not {"esbuild@0.28.2", "lodash@4.18.1"} & shipped


def test_a_library_needs_the_version_that_node_finds_for_it(text):
    needs = {each["ref"]: each.get("dependsOn", []) for each in json.loads(text)["dependencies"]}
    assert "pkg:npm/commander@2.20.3" in needs["pkg:npm/topojson-client@3.1.0"]
    assert "pkg:npm/commander@7.2.0" in needs["pkg:npm/d3-dsv@3.0.2"]


def test_what_only_developers_need_is_told_apart(components):
    assert {name: components[name]["scope"] for name in ("duckdb", "spacy", "typing-extensions")} == dict.fromkeys(
        ("duckdb", "spacy", "typing-extensions"), "required"
    )
    assert {name: components[name]["scope"] for name in ("pytest", "frictionless", "pluggy")} == dict.fromkeys(
        ("pytest", "frictionless", "pluggy"), "excluded"
    )


def test_what_needs_what_is_told_of_packages_that_are_there(text):
    document = json.loads(text)
    known = {each["bom-ref"] for each in document["components"]} | {"entente"}
    needs = {each["ref"]: each.get("dependsOn", []) for each in document["dependencies"]}
    assert needs.keys() == known
    assert all(known.issuperset(each) for each in needs.values())
    names = {ref.partition("@")[0] for ref in needs["entente"]}
    assert {"pkg:pypi/duckdb", "pkg:pypi/pytest"} <= names
    assert "pkg:pypi/pluggy" not in names


@pytest.mark.parametrize(
    ("package", "licence"),
    [("duckdb", "MIT"), ("requests", "Apache-2.0"), ("certifi", "MPL-2.0"), ("uv", "MIT OR Apache-2.0")],
)
def test_licences_are_told_as_spdx(components, package, licence):
    assert licence_of(package) == licence
    (told,) = components[package]["licenses"]
    assert licence in (told.get("expression"), told.get("license", {}).get("id"))


def test_a_licence_that_is_not_certain_is_left_out(components):
    # Two classifiers, and "Dual License" for a text: whether one may choose is not said.
    assert "licenses" not in components["python-dateutil"]


def test_neither_hosts_nor_paths_of_the_machine_are_told(text):
    assert set(re.findall(r"\w+://[^\"\s]*", text)) == {"http://cyclonedx.org/schema/bom-1.6.schema.json"}
    assert not re.search(r"pypi\.|pythonhosted|simple/", text)
    places = {str(PROJECT), sys.prefix, str(Path.home()), str(Path.cwd()), "site-packages"}
    assert [place for place in places if len(place) > 1 and place in text] == []
    assert f'"{getpass.getuser()}"' not in text


def test_the_same_lock_gives_the_same_bytes_in_another_process(text):
    code = (
        "import datetime as dt, pathlib, sys; from pipeline.release.sbom import bill_of_materials as bill;"
        "sys.stdout.write(bill(pathlib.Path(sys.argv[1]), dt.datetime(2026, 11, 23, tzinfo=dt.UTC)))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code, LOCK], capture_output=True, check=True, env=environment)
    assert done.stdout.decode() == text


def test_the_serial_number_follows_from_the_lock(text, tmp_path):
    other = tmp_path / "requirements.lock"
    other.write_text(f"duckdb==1.0.0 \\\n    --hash=sha256:{'a' * 64}\n")
    serials = [json.loads(each)["serialNumber"] for each in (text, bill_of_materials(other, NOW))]
    assert [uuid.UUID(serial).version for serial in serials] == [5, 5]
    assert serials[0] != serials[1]


def test_without_a_lock_the_packages_that_are_installed_are_told(components):
    text = bill_of_materials(None, NOW)
    assert _faults(text) == []
    installed = {each["name"]: each for each in json.loads(text)["components"] if "pypi" in each["purl"]}
    assert installed["duckdb"]["version"] == components["duckdb"]["version"]
    assert not any("hashes" in each for each in installed.values())
    assert "pytest" not in installed


def test_a_bill_that_the_environment_keeps_is_taken_until_what_it_was_made_of_changes(text, tmp_path, monkeypatch):
    kept, lock = tmp_path / "kept.json", tmp_path / "requirements.lock"
    lock.write_bytes(LOCK.read_bytes())
    assert bill_of_materials(lock, NOW, kept) == text
    monkeypatch.setattr("pipeline.release.bill.bill", lambda _: pytest.fail("made again"))
    later = bill_of_materials(lock, NOW + dt.timedelta(days=1), kept)
    assert later == text.replace("2026-11-23T", "2026-11-24T")
    monkeypatch.undo()
    lock.write_text(f"duckdb==1.0.0 \\\n    --hash=sha256:{'a' * 64}\n")
    assert "pkg:pypi/duckdb@1.0.0" in bill_of_materials(lock, NOW, kept)


@pytest.mark.parametrize("held", ["", "[]", "{}", '{"made_of": 1, "bill": {}}'])
def test_a_kept_bill_that_cannot_be_used_is_made_anew(text, tmp_path, held):
    kept = tmp_path / "kept.json"
    kept.write_text(held)
    assert bill_of_materials(LOCK, NOW, kept) == text
