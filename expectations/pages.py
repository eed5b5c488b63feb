"""Great Expectations' Data Docs of every table, as pages that load nothing from elsewhere.

Its own pages take their styles and scripts from public servers. Here both are left out, and one small style takes their place:
what is lost are the filter for failed checks and the tables that fold and sort.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import lxml.html
from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.render.renderer import ValidationResultsPageRenderer
from great_expectations.render.view import DefaultJinjaPageView

from expectations.validate import run_suite
from pipeline.schema.registry import TABLES
from pipeline.store.atomic import write_text

_STYLE = """
body { font: 15px/1.4 sans-serif; margin: 2rem; max-width: 75rem; }
table { border-collapse: collapse; margin: .5rem 0; }
td, th { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
code, pre { white-space: pre-wrap; }
"""
_NEEDLESS = (
    "//script | //link | //style | //img | //nav | //footer | //*[contains(@class, 'sticky')] | //*[@id='modal']"
)


def write_pages(warehouse: Path, folder: Path) -> Path:
    """Run every suite on a DuckDB file and write a page for each table and an index, whose path is given back."""
    rows = []
    for table in TABLES:
        result = run_suite(warehouse, table)
        write_text(folder / f"{table.name}.html", page_of(result))
        met = sum(bool(each.success) for each in result.results)
        rows.append((table.name, table.description, f"{met} of {len(result.results)}"))
    write_text(folder / "index.html", "".join(_index(rows)))
    return folder / "index.html"


def page_of(result: ExpectationSuiteValidationResult) -> str:
    """The page that Great Expectations makes of a result, without what it would fetch, and what only that would show."""
    made = DefaultJinjaPageView().render(ValidationResultsPageRenderer(run_info_at_end=True).render(result))
    page = lxml.html.document_fromstring(made)
    for element in page.xpath(_NEEDLESS):
        element.drop_tree()
    for anchor in page.xpath("//a[@href]"):
        if not anchor.get("href").startswith("#"):
            anchor.drop_tag()
    for element in page.xpath("//*[@onclick or @onload]"):
        element.attrib.pop("onclick", None)
        element.attrib.pop("onload", None)
    page.head.append(lxml.html.fragment_fromstring(f"<style>{_STYLE}</style>"))
    page.body.insert(0, lxml.html.fragment_fromstring('<p><a href="index.html">All tables</a></p>'))
    text: str = lxml.html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return text


def _index(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    yield f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Checks</title><style>{_STYLE}</style></head><body>"
    yield "<h1>Checks</h1><table><tr><th>table</th><th>one row is</th><th>expectations met</th></tr>"
    for name, description, met in rows:
        yield f"<tr><td><a href='{name}.html'>{name}</a></td><td>{escape(description)}</td><td>{met}</td></tr>"
    yield "</table></body></html>\n"
