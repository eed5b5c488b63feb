"""Great Expectations' Data Docs of every table, as pages that load nothing from elsewhere.

Its own pages take their styles and scripts from public servers. Here both are left out, and one small style takes their place:
what is lost are the filter for failed checks and the tables that fold and sort.
"""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import lxml.html

from expectations.gx import DefaultJinjaPageView, ExpectationSuiteValidationResult, ValidationResultsPageRenderer
from expectations.validate import results_in, run_suite
from pipeline.release.checked import CheckResult
from pipeline.schema.registry import TABLES
from pipeline.store.atomic import write_text
from pipeline.store.lake import Lake

_STYLE = """
body { font: 15px/1.4 sans-serif; margin: 2rem; max-width: 75rem; }
table { border-collapse: collapse; margin: .5rem 0; }
td, th { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
code, pre { white-space: pre-wrap; }
"""
_NEEDLESS = (
    "//script | //link | //style | //img | //nav | //footer | //*[contains(@class, 'sticky')] | //*[@id='modal']"
)


def write_pages(lake: Lake, folder: Path, parent: Mapping[str, Path] | None = None) -> Path:
    """Run every suite on a lake, beside the files of the last release by table, and write a page for each table and an index, whose
    path is given back."""
    made = [(table, run_suite(lake, table, parent)) for table in TABLES]
    for table, result in made:
        write_text(folder / f"{table.name}.html", page_of(result))
    results = [each for table, result in made for each in results_in(result, table)]
    write_text(folder / "index.html", "".join(_index(results)))
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


def _index(results: list[CheckResult]) -> Iterator[str]:
    """The failed checks with their rows, which Great Expectations' own pages leave out, and the way to each table's page."""
    failed = [each for each in results if not each.passed]
    yield f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Checks</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>Checks</h1><p>{len(results) - len(failed)} of {len(results)} hold.</p>"
    if failed:
        yield "<table><tr><th>failed</th><th>rule</th><th>level</th><th>failing</th><th>first row</th></tr>"
        for each in failed:
            cells = (each.check, each.description, each.severity.value, str(each.failing), each.first_row)
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        yield "</table>"
    yield "<table><tr><th>table</th><th>one row is</th></tr>"
    for table in TABLES:
        yield f"<tr><td><a href='{table.name}.html'>{table.name}</a></td><td>{escape(table.description)}</td></tr>"
    yield "</table></body></html>\n"
