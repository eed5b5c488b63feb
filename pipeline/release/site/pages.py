"""The HTML pages of a site, rendered from templates: what is known when the release is made stands in them, the rest is read by scripts.

The templates are in `templates/`, the scripts in `static/js`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markdown_it import MarkdownIt

from pipeline.release.site.chart import draw, first_year
from pipeline.release.site.survey import Survey
from pipeline.schema import about
from pipeline.schema.meanings import EVENT_TYPES, QUAD_CLASSES
from pipeline.schema.vocabularies import EntityType

_TEMPLATES = Path(__file__).parent / "templates"

_STYLE_OF_CHARTS = "sha256-JLSXeRzPzLp5XdeqFWKIw+UWgAOMMEm77sKOUnMIJ+c="
"""Digest of the one style sheet that Observable Plot writes into a chart; every other inline style is refused."""

_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' '{style}'; img-src 'self' data:; "
    "connect-src 'self'{connect}; worker-src {workers}; form-action 'self'; base-uri 'none'"
)
_DATABASE_PAGE = "sql"

_KINDS: Mapping[str, str] = {
    EntityType.PERSON: "persons",
    EntityType.COUNTRY: "countries",
    EntityType.ORGANISATION: "organisations",
    EntityType.IGO: "intergovernmental bodies",
    EntityType.GROUP: "groups",
    EntityType.AGREEMENT: "agreements",
    EntityType.PLACE: "places",
    EntityType.REGION: "regions",
}
"""The kinds of entity as a reader calls them, in the order in which they are offered."""

_SCRIPTS = Path(__file__).parent / "static" / "js"
_IMPORT = re.compile(r'^import .* from "\.\.?/([^"]+)";$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the release: its path, what it is, bytes and SHA-256 where the manifest has them."""

    path: str
    meaning: str
    bytes: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What pages tell: of which release, its figures, its files, its documents in Markdown, where it lies from the site, and the
    bytes of the files that scripts read by ranges."""

    version: str
    day: str
    parent: str | None
    survey: Survey
    downloads: tuple[Download, ...]
    documents: Mapping[str, str]
    base: str
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, which is that of its template and script, its title, and how it is called in the menu, where it is in it."""

    name: str
    title: str
    menu: str | None = None

    @property
    def path(self) -> str:
        """The path inside the site."""
        return f"{self.name}.html"


PAGES = (
    Page("index", about.TITLE),
    Page("pair", "Relations of two countries", "Two countries"),
    Page("search", "Search events", "Search"),
    Page("entities", "Persons, bodies, countries and places", "Entities"),
    Page("timeline", "Timeline", "Timeline"),
    Page("map", "Map of events", "Map"),
    Page("sql", "Ask in SQL", "SQL"),
    Page("event", "Event"),
    Page("entity", "Entity"),
    Page("downloads", "Download and cite", "Download"),
    Page("codebook", "Codebook", "Codebook"),
    Page("quality", "Quality of this release"),
    Page("changes", "Changes since the release before"),
    Page("releases", "All releases"),
)

DOCUMENTS = {"codebook": "CODEBOOK.md", "quality": "QUALITY.md", "changes": "CHANGES.md"}
"""The pages that show a document of the release."""


def render(page: Page, facts: Facts) -> str:
    """The page as HTML."""
    document = DOCUMENTS.get(page.name)
    return (
        _environment()
        .get_template(f"{page.name if document is None else 'document'}.html")
        .render(
            page=page,
            pages=PAGES,
            policy=_policy(page),
            modules=_modules(page.name),
            about=about,
            facts=facts,
            survey=facts.survey,
            chart=draw(facts.survey.months),
            begin=first_year(facts.survey.months) or "",
            types={kind.value: meaning for kind, meaning in EVENT_TYPES.items()},
            quads={quad.value: meaning for quad, meaning in QUAD_CLASSES.items()},
            kinds=_KINDS,
            citation=about.attribution(facts.version),
            contents=_html(facts.documents[document]) if document else None,
        )
    )


@cache
def _modules(script: str) -> tuple[str, ...]:
    """What a page's script imports, and what that does: the page tells the browser at once, which else finds each by the one before."""
    found: dict[str, None] = {}
    unread = [f"js/{script}.js"]
    while unread:
        module = unread.pop(0)
        path = _SCRIPTS.parent / module
        if module.startswith("js/") and path.is_file():
            names = _IMPORT.findall(path.read_text(encoding="utf-8"))
            new = [name if "/" in name else f"js/{name}" for name in names]
            unread += [name for name in new if name not in found]
            found |= dict.fromkeys(new)
    return tuple(found)


def _policy(page: Page) -> str:
    is_database = page.name == _DATABASE_PAGE
    return _POLICY.format(
        style=_STYLE_OF_CHARTS,
        scripts=" 'wasm-unsafe-eval'" if is_database else "",
        connect=" blob:" if is_database else "",
        workers="blob:" if is_database else "'none'",
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: Mapping[str, Callable[..., Any]] = {"bytes": readable_bytes, "count": "{:,}".format, "words": _words}
    environment.filters.update(filters)
    return environment


def readable_bytes(size: int) -> str:
    """A size as people say it: `640 bytes`, `12 kB`, `4.4 MB`."""
    if size < 1000:
        return f"{size} bytes"
    value, units = size / 1000, ["kB", "MB", "GB", "TB"]
    while value >= 999.5 and len(units) > 1:
        value, units = value / 1000, units[1:]
    return f"{value:.0f} {units[0]}" if value >= 10 else f"{value:.1f} {units[0]}"


def _words(code: str) -> str:
    return code.replace("_", " ")


@lru_cache(maxsize=2 * len(DOCUMENTS))
def _html(markdown: str) -> str:
    """A document as HTML, with anchors at its headings; what looks like HTML in it is text.

    The codebook is the same in every release that a process makes.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _anchor(tokens[number + 1].content))
        if token.type == "table_open":
            # Wide tables scroll by themselves, and so must be reachable by the keyboard.
            token.attrSet("tabindex", "0")
    return str(parser.renderer.render(tokens, parser.options, {}))


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", heading.lower()).strip("-")
