"""Reading `sources.toml`: its mistakes are told a line each, with file, source, option and mend.

What the file may say is in `sources.py`.
"""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.ingest.fetching.sources import Alerts, Defaults, Source, Sources


class SourcesError(Exception):
    """The file of sources cannot be used; the message has a line for each mistake: file, source, option and mend."""


def read_sources(path: Path) -> Sources:
    """The sources in a file. SourcesError for one that cannot be read or says what cannot be done."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SourcesError(f"{path}: cannot be read ({fault.strerror})") from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SourcesError(f"{path}: not TOML: {fault}") from fault
    return parse_sources(given, str(path))


def parse_sources(given: dict[str, Any], file: str) -> Sources:
    """The sources of a parsed file; `file` is named in errors. SourcesError."""
    try:
        sources = Sources.model_validate(_with_defaults(given))
    except ValidationError as invalid:
        raise SourcesError("\n".join(dict.fromkeys(_mistakes(given, invalid, file)))) from invalid
    _check_names(sources, file)
    return sources


def _with_defaults(given: dict[str, Any]) -> dict[str, Any]:
    defaults, tables = given.get("defaults", {}), given.get("source")
    try:
        Defaults.model_validate(defaults)
    except ValidationError:
        return given  # the mistake is told once, not for every source
    if not isinstance(tables, list):
        return given
    return {**given, "source": [{**defaults, **each} if isinstance(each, dict) else each for each in tables]}


def _check_names(sources: Sources, file: str) -> None:
    names = [each.name.casefold() for each in sources.source]
    twice = next((each.name for each in sources.source if names.count(each.name.casefold()) > 1), None)
    if twice:
        raise SourcesError(f"{file}: source {twice!r}: named twice; give each source a name of its own")


def _mistakes(given: dict[str, Any], invalid: ValidationError, file: str) -> list[str]:
    return [f"{file}: {_place(given, each['loc'])}{_told(each)}{_mend(each['loc'])}" for each in invalid.errors()]


def _place(given: dict[str, Any], where: tuple[int | str, ...]) -> str:
    """The source, by name or number, and the option that a mistake is in."""
    if where[:1] == ("source",) and len(where) > 1:
        number = int(where[1])
        entry = given["source"][number]
        name = entry.get("name") if isinstance(entry, dict) else None
        return f"source {repr(name) if name else number + 1}: {''.join(f'{part}: ' for part in where[2:3])}"
    return "".join(f"{part}: " for part in where)


def _told(error: Any) -> str:
    known = {
        "extra_forbidden": "no such option",
        "missing": "is missing",
        "string_pattern_mismatch": "is not of its form",
    }
    message = str(known.get(error["type"], error["msg"])).removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _mend(where: tuple[int | str, ...]) -> str:
    """What to give instead, as the option's description says."""
    table: type[BaseModel] = Sources
    if where[:1] == ("source",) and len(where) > 1:
        table, where = Source, where[2:]
    elif where[:1] in (("defaults",), ("alerts",)) and len(where) > 1:
        table, where = (Defaults if where[0] == "defaults" else Alerts), where[1:]
    if not where:
        return ""
    option = table.model_fields.get(str(where[0]))
    if option is None:
        return f"; the options are {', '.join(table.model_fields)}"
    return f"; give {option.description}" if option.description else ""
