"""Records made of named fields (JSON, CSV, Parquet, entries of feeds): which field is which, and the article they make.

Each form's module takes its records apart; what they mean is the same for all and stands here.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.ingest.bylines import names_in
from pipeline.ingest.dates import parse_moment
from pipeline.ingest.records import Origin, Record, Refused, line_feeds, one_line, own_start
from pipeline.schema.vocabularies import RefusalReason

NAMES: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "link", "canonical_url", "uri"),
    "title": ("title", "headline"),
    "text": ("text", "body", "maintext", "content", "article", "article_text", "full_text"),
    "published_at": ("published_at", "published", "date_publish", "date_published", "publishedAt", "pub_date", "date"),
    "source": ("source", "outlet", "publisher", "source_domain", "sitename"),
    "language": ("language", "lang"),
    "authors": ("authors", "author", "byline"),
}
"""Our names first, then those by which news crawlers and archives call the same; a source's own mapping comes before all."""


def find(fields: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    """The values of a record under our names; a mapped name may be a path such as `meta.headline`."""
    mapped = dict(origin.given.fields)
    found = {name: _value(fields, mapped[name].split(".")) for name in NAMES if name in mapped}
    for name, aliases in NAMES.items():
        if name not in mapped:
            found[name] = next((fields[alias] for alias in aliases if fields.get(alias) is not None), None)
    return found


def used_columns(names: Sequence[str], origin: Origin) -> list[str]:
    """Those of a table's columns that an article may be made from."""
    wanted = {alias for aliases in NAMES.values() for alias in aliases}
    wanted.update(path.split(".")[0] for _, path in origin.given.fields)
    return [name for name in names if name in wanted]


def check_has_text(names: Sequence[str], origin: Origin) -> None:
    """Raise Refused, unknown_form, where no column of a table holds the texts of articles."""
    mapped = dict(origin.given.fields).get("text", "").split(".")[0]
    if not ({mapped} if mapped else {*NAMES["text"]}).intersection(names):
        said = f"no column `{mapped}`" if mapped else "no column `text`"
        raise Refused(RefusalReason.UNKNOWN_FORM, f"{said} among {', '.join(names)[:120]}: map it in sources.toml")


def to_record(fields: Mapping[str, Any], origin: Origin) -> Record:
    """The article of a record's fields; Refused where a field has no use."""
    found = find(fields, origin)
    title = one_line(_text(found, "title"))
    body = line_feeds(_text(found, "text"))
    if not body.strip():
        raise Refused(RefusalReason.EMPTY, "the record has no text: give `text`, or map the field that holds it")
    stated = _text(found, "published_at")
    published = parse_moment(stated)
    if published is None:
        said = f"`published_at` is `{stated[:80]}`" if stated else "the record has no `published_at`"
        raise Refused(RefusalReason.UNDATED, f"{said}: give a date such as 2022-03-26 or 2022-03-26T10:05:00Z")
    start = own_start(title, body)
    return Record(
        title=title,
        body=body,
        text_start=start,
        title_in_body=start > 0,
        published=published,
        url=_text(found, "url") or origin.given.url,
        source=one_line(_text(found, "source")) or origin.given.source,
        language=_text(found, "language") or None,
        authors=_names(found.get("authors")),
    )


def parse_object(line: str) -> dict[str, Any]:
    """The object that a line of JSON is; Refused, malformed, where it is none."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as fault:
        detail = f"not JSON: {fault.msg} at column {fault.colno}; put one whole object on each line"
        raise Refused(RefusalReason.MALFORMED, detail, len(line[: fault.pos].encode())) from fault
    except (RecursionError, ValueError) as fault:
        raise Refused(RefusalReason.MALFORMED, f"not a record: {fault}") from fault
    if not isinstance(found, dict):
        raise Refused(RefusalReason.MALFORMED, 'the line is not an object: write {"title": …, "text": …}', 0)
    return found


def to_bytes(fields: Mapping[str, Any]) -> bytes:
    """The bytes that stand for a record of a form whose records have none of their own: JSON, keys in order."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=_plain).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _value(fields: Any, path: list[str]) -> Any:
    for name in path:
        fields = fields.get(name) if isinstance(fields, dict) else None
    return fields


def _names(value: Any) -> tuple[str, ...]:
    """Names in a list, or in one byline; objects give theirs, anything else none."""
    values = value if isinstance(value, list) else [value]
    named = (each.get("name") if isinstance(each, dict) else each for each in values)
    return tuple(dict.fromkeys(name for each in named if isinstance(each, str) for name in names_in(each)))


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if name == "source" and isinstance(value, dict):
        value = value.get("name") or ""
    if not isinstance(value, str):
        raise Refused(RefusalReason.MALFORMED, f"`{name}` is not a string: put it in quotes")
    return value.strip() if name != "text" else value
