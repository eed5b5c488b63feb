"""Whether a release may follow its parent: the schema keeps what the parent's promised, or its version says that it does not.

The rules are in `schema/compare.py`.
"""

from pathlib import Path

from pydantic import ValidationError

from pipeline.release.errors import ReleaseError
from pipeline.schema.compare import compare_schemas, needed_version, parse_schema_version
from pipeline.schema.document import Schema, public_schema

SCHEMA = "schema.json"

_NAMED = 3


def require_compatible(parent: Path) -> None:
    """Raise ReleaseError where the schema at hand changes that of the release folder `parent` by more than its version says.

    A release that was made before releases held their schema is followed by any.
    """
    if (parent / SCHEMA).exists():
        require_raised(_read(parent / SCHEMA), public_schema(), f"release {parent.name}")


def require_raised(before: Schema, after: Schema, owner: str) -> None:
    """Raise ReleaseError where `after` lacks what `before`, the schema of `owner`, had not deprecated, or states too low a version."""
    changes = compare_schemas(before, after).changes
    if untimely := [change.what for change in changes if change.untimely]:
        raise ReleaseError(
            f"schema {after.version}: {_some(untimely)}, but not deprecated in {owner} (schema {before.version}): "
            "keep it with `deprecated` for a release (docs/schema-policy.md)"
        )
    level = compare_schemas(before, after).level
    needed = needed_version(before.version, level)
    if parse_schema_version(after.version) < parse_schema_version(needed):
        gravest = [change.what for change in changes if change.level is level]
        reason = f"{_some(gravest)} since {owner}" if gravest else f"{owner} has a later one"
        raise ReleaseError(
            f"schema {after.version}: {reason} (schema {before.version}): set SCHEMA_VERSION in "
            f"pipeline/schema/registry.py to {needed} or higher"
        )


def _some(items: list[str]) -> str:
    more = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
    return "; ".join(items[:_NAMED]) + more


def _read(path: Path) -> Schema:
    try:
        schema = Schema.model_validate_json(path.read_bytes())
        parse_schema_version(schema.version)
    except (OSError, ValidationError, ValueError) as error:
        raise ReleaseError(f"{path}: not a schema: run `entente verify {path.parent}`") from error
    return schema
