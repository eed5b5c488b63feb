"""Overrides: the file `overrides.toml` of an output folder, in which a person answers for a check that fails.

    [[override]]
    check = "changes.types_kept"
    reason = "The frames of protests were made narrower in 0.3; half of what was coded as one was none."
    who = "A. Idrissi"
    until = 2026-12-15

What became of them is recorded in each release that they let pass (`quality.json`).
"""

import datetime as dt
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.release.checked import CheckResult, Override, Severity

_FIELDS = frozenset({"check", "reason", "who", "until"})


class OverridesError(Exception):
    """The file cannot be read as overrides; the message is one line with the place and the mend."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """The overrides of an output folder, parted on a day into those that count and those that have expired."""

    counting: Mapping[str, Override]
    expired: tuple[Override, ...] = ()

    def needed(self, results: Iterable[CheckResult]) -> tuple[Override, ...]:
        """Those without which the release would not be published, in the order of the checks."""
        failed = [each.check for each in results if not each.passed]
        return tuple(self.counting[check] for check in failed if check in self.counting)

    def stopping(self, results: Iterable[CheckResult]) -> list[CheckResult]:
        """The failed checks that stop a release and that nobody answers for."""
        return [each for each in results if not each.passed and each.severity.stops and each.check not in self.counting]

    def notes(self, results: Iterable[CheckResult]) -> Iterator[str]:
        """What their author should know, one line each: those that were not needed, and those that do not count any more."""
        needed = self.needed(results)
        for each in self.counting.values():
            if each not in needed:
                yield f"the override of {each.check} was not needed: the check passes; take it out of overrides.toml"
        for each in self.expired:
            yield f"the override of {each.check} counted until {each.until} and does not any more"


def read_overrides(path: Path, levels: Callable[[], Mapping[str, Severity]], today: dt.date) -> Overrides:
    """The overrides in a file, none where there is no file; `levels` gives those of every check, and is asked where there is one, since
    that takes a second. Raises OverridesError."""
    if not path.is_file():
        return Overrides({})
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OverridesError(f"{path}: cannot be read as TOML: {error}") from error
    if unknown := sorted(set(document) - {"override"}):
        raise OverridesError(f"{path}: {unknown[0]} is not known here: write [[override]] before each override")
    known = levels()
    found: dict[str, Override] = {}
    listed = document.get("override", [])
    if not isinstance(listed, list):
        raise OverridesError(f"{path}: write [[override]], in double brackets, before each override")
    for number, row in enumerate(listed, start=1):
        place = f"{path}: override {number}"
        override = _override(row, place, known)
        if override.check in found:
            raise OverridesError(f"{place}: {override.check} is overridden twice: take one of them out")
        found[override.check] = override
    return Overrides(
        {check: each for check, each in found.items() if each.until >= today},
        tuple(each for each in found.values() if each.until < today),
    )


def overrides_text(overrides: Iterable[Override]) -> str:
    """The file that holds these overrides; texts are quoted as TOML and JSON both do."""
    lines: list[str] = []
    for each in overrides:
        texts = {"check": each.check, "reason": each.reason, "who": each.who}
        lines += ["[[override]]", *(f"{name} = {json.dumps(text)}" for name, text in texts.items())]
        lines += [f"until = {each.until.isoformat()}", ""]
    return "\n".join(lines)


def _override(row: Any, place: str, levels: Mapping[str, Severity]) -> Override:
    if not isinstance(row, dict) or set(row) != _FIELDS:
        raise OverridesError(f"{place}: give check, reason, who and until, and nothing else")
    for name in ("check", "reason", "who"):
        if not isinstance(row[name], str) or not row[name].strip():
            raise OverridesError(f"{place}: {name} is a text, and not an empty one")
    if type(row["until"]) is not dt.date:
        raise OverridesError(f"{place}: until is a date without quotes, such as 2026-12-15")
    _require_overridable(row["check"], place, levels)
    return Override(row["check"], " ".join(row["reason"].split()), row["who"].strip(), row["until"])


def _require_overridable(check: str, place: str, levels: Mapping[str, Severity]) -> None:
    level = levels.get(check)
    if level is None:
        near = get_close_matches(check, levels, n=1)
        hint = f"did you mean {near[0]}?" if near else "`entente checks OUT` lists them"
        raise OverridesError(f"{place}: there is no check {check}: {hint}")
    if level is Severity.FATAL:
        raise OverridesError(f"{place}: {check} is a fatal check, which nobody can override: mend what it found")
    if level is Severity.WARNING:
        raise OverridesError(f"{place}: {check} is a warning, which stops nothing: take the override out")
