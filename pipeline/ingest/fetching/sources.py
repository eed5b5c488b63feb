"""The form of the operator's `sources.toml`, as docs/sources.md explains it: what a source is and which options it takes.

How the file is read and its mistakes told is in `sources_file.py`; what is done with the sources in `fetch.py`.
"""

import re
from enum import StrEnum
from importlib import metadata
from typing import Annotated, Any, Literal

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pipeline.ingest.fetching.faults import FetchFault
from pipeline.ingest.fetching.urls import has_credentials, host_of, parse_url

FOLDER = "fetched"
"""The folder of an output folder in which what was fetched is kept."""
_MEGABYTE = 1_000_000


class Kind(StrEnum):
    """What a source is, by the option that says where it is."""

    PATH = "path"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


def _web_url(text: str) -> str:
    if has_credentials(text):
        raise ValueError("a user name or password would end up in logs and archives; leave it out")
    try:
        return str(parse_url(text))
    except FetchFault as fault:
        raise ValueError(fault.detail) from fault


def _host(text: str) -> str:
    try:
        url = parse_url(f"http://{f'[{text}]' if text.count(':') > 1 and '[' not in text else text}/")
    except FetchFault as fault:
        raise ValueError(f"{text!r} is no host name") from fault
    if url.path != "/" or url.query or "*" in text:
        raise ValueError(f"{text!r} is no host name; name each host, without scheme or path")
    host = host_of(url)
    return f"[{host}]:{url.port}" if url.port and ":" in host else f"{host}:{url.port}" if url.port else host


WebUrl = Annotated[str, AfterValidator(_web_url)]
Host = Annotated[str, AfterValidator(_host)]
ArticleField = Literal["url", "title", "text", "published_at", "source", "language"]
Rate = Annotated[float, Field(gt=0, le=600)]
MaxItems = Annotated[int, Field(ge=1, le=100_000)]
Timeout = Annotated[float, Field(ge=1, le=600)]
MaxBytes = Annotated[int, Field(ge=1_000, le=1_000_000_000)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Defaults(_Table):
    """`[defaults]`: what holds for sources that do not say otherwise. Each description completes "give …"."""

    max_items: MaxItems = Field(default=100, description="the most pages to follow in a run, such as 100")
    rate: Rate = Field(default=20, description="requests a minute for the source's hosts, such as 20")
    timeout: Timeout = Field(default=30, description="seconds within which an answer must be whole, such as 30")
    max_bytes: MaxBytes = Field(
        default=10 * _MEGABYTE, description="the most bytes of an unpacked answer, such as 10_000_000"
    )


class Source(Defaults):
    """A `[[source]]` with the defaults filled in."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="a name of letters, digits, dots, hyphens and underscores, such as reliefweb-updates",
    )
    path: str | None = Field(default=None, min_length=1, description="a file, folder, glob or fsspec URL in quotes")
    feed: WebUrl | None = Field(default=None, description="the http(s) URL of an RSS, Atom or JSON feed")
    sitemap: WebUrl | None = Field(default=None, description="the http(s) URL of a sitemap or sitemap index")
    page: WebUrl | None = Field(default=None, description="the http(s) URL of a page")
    fields: dict[ArticleField, str] = Field(
        default_factory=dict,
        description='columns by the article\'s url, title, text, published_at, source or language: { title = "headline" }',
    )
    follow: bool = Field(
        default=False, description="true or false: whether the linked pages are fetched (feed or sitemap only)"
    )
    allow_hosts: tuple[Host, ...] = Field(
        default=(), strict=False, description='hosts that may be of your own network, such as ["intranet.example"]'
    )
    respect_robots: bool = Field(default=True, description="true, or false where the site's owner lets you")
    enabled: bool = Field(default=True, description="true or false")

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: Any) -> Any:
        return {"follow": True, **given} if isinstance(given, dict) and "sitemap" in given else given

    @model_validator(mode="after")
    def _consistent(self) -> "Source":
        named = [kind.value for kind in Kind if getattr(self, kind.value) is not None]
        if len(named) != 1:
            raise ValueError(f"has {' and '.join(named) or 'no place'}; give exactly one of {', '.join(Kind)}")
        if self.fields and self.kind is not Kind.PATH:
            raise ValueError("fields are for path only; leave them out")
        if self.follow and self.kind not in (Kind.FEED, Kind.SITEMAP):
            raise ValueError("follow is for feed and sitemap only; leave it out")
        return self

    @property
    def kind(self) -> Kind:
        """What the source is."""
        return next(kind for kind in Kind if getattr(self, kind.value) is not None)

    @property
    def location(self) -> str:
        """The path or URL."""
        return str(getattr(self, self.kind.value))

    @property
    def url(self) -> httpx.URL:
        """The URL of a source that is fetched."""
        return httpx.URL(self.location)


class Alerts(_Table):
    """`[alerts]`: where failing sources are told of."""

    webhook: WebUrl | None = Field(default=None, description="the http(s) URL to which alerts are posted as JSON")
    allow_hosts: tuple[Host, ...] = Field(
        default=(), strict=False, description="the webhook's host, if it is of your own network"
    )


class Sources(_Table):
    """The whole file."""

    contact: str | None = Field(
        default=None, pattern=r"^[!-'*-~]+$", description="a mail address or URL at which site owners reach you"
    )
    user_agent: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z_-]+(/[!-~]+)?( [ -~]+)?$",
        description="a product name, then anything: `Name/1.0 (+contact)`",
    )
    defaults: Defaults = Field(default=Defaults(), description="a [defaults] table")
    alerts: Alerts = Field(default=Alerts(), description="an [alerts] table")
    source: tuple[Source, ...] = Field(default=(), strict=False, description="[[source]] tables")

    @property
    def agent(self) -> str:
        """The User-Agent header: who asks, in which version, and whom to write to."""
        return self.user_agent or f"Entente/{metadata.version('entente')} (+{self.contact or 'no contact given'})"

    @property
    def agent_token(self) -> str:
        """The name by which robots.txt files address this fetcher."""
        return re.split(r"[^A-Za-z_-]", self.agent, maxsplit=1)[0]

    @property
    def paths(self) -> tuple[Source, ...]:
        """The enabled sources that ingest takes as they are."""
        return tuple(each for each in self.source if each.enabled and each.kind is Kind.PATH)

    @property
    def fetched(self) -> tuple[Source, ...]:
        """The enabled sources that are fetched."""
        return tuple(each for each in self.source if each.enabled and each.kind is not Kind.PATH)
