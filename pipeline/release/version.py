"""Calendar versions of releases: the day, and from the second release of a day on a serial number.

What a version's files hold is in `manifest.py`; which versions there are is in `index.py`.
"""

import datetime as dt
import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.release.errors import ReleaseError

_FORM = re.compile(r"([0-9]{4})\.([0-9]{2})\.([0-9]{2})(?:\.([1-9][0-9]{0,5}))?")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version such as `2026.11.23`, or `2026.11.23.1` for the second release of that day."""

    day: dt.date
    serial: int = 0

    def __str__(self) -> str:
        stem = f"{self.day:%Y.%m.%d}"
        return f"{stem}.{self.serial}" if self.serial else stem


def parse_version(text: str) -> Version:
    """The version that `text` spells; ReleaseError where it is none."""
    if found := _FORM.fullmatch(text):
        year, month, day, serial = found.groups(default="0")
        try:
            return Version(dt.date(int(year), int(month), int(day)), int(serial))
        except ValueError:
            pass
    raise ReleaseError(f"'{text}' is not a release version: write a day such as 2026.11.23, or 2026.11.23.1")


def choose_version(requested: str | None, today: dt.date, taken: Collection[str]) -> str:
    """The requested version, or else the first free one of `today`; ReleaseError where the requested one is taken."""
    if requested is None:
        days = (str(Version(today, serial)) for serial in itertools.count())
        return next(version for version in days if version not in taken)
    version = str(parse_version(requested))
    if version in taken:
        raise ReleaseError(f"release {version} exists already: choose another version, or none to have the next one")
    return version
