"""The database of a release is read over HTTP, a range at a time, as `docs/download.md` shows."""

from tests.docs.pages import blocks
from tests.docs.running import run_python
from tests.web import serving


def test_duckdb_attaches_a_release_on_a_web_server(seeds):
    (block,) = (each for each in blocks("docs/download.md") if "ATTACH" in each.code)
    with serving(seeds.releases) as served:
        assert run_python(block.code.replace("https://data.example.org/entente", served), {}) == "410\n"
