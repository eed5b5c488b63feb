"""The guides make a site without a broken link, which asks no other host for anything."""

import re
import subprocess

from pipeline.store.paths import PROJECT
from tests.docs.running import SCRIPTS

_LOADED = re.compile(
    r"""<(?:script|img|iframe)[^>]+src="(?:https?:)?//|<link[^>]+href="(?:https?:)?//|@import|url\(["']?(?:https?:)?//"""
)


def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path):
    build = [SCRIPTS / "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    done = subprocess.run(build, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = [path for path in (tmp_path / "site").rglob("*") if path.suffix in (".html", ".css")]
    assert len(made) > 10
    assert [path.name for path in made if _LOADED.search(path.read_text(encoding="utf-8"))] == []
