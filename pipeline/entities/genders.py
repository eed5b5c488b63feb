"""The gender of persons and pronouns, as far as words tell it: which persons "he" and "she" can mean.

Given names come from their reference file; a name that women and men bear tells nothing.
"""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from pipeline.store.reference import rows

_FEMALE = frozenset({"she", "her", "hers", "herself"})


class Gender(Enum):
    """The gender of a pronoun, or of a person whose title or name tells it."""

    MALE = "male"
    FEMALE = "female"

    @classmethod
    def of(cls, word: str) -> "Gender":
        """The gender of a singular pronoun."""
        return cls.FEMALE if word in _FEMALE else cls.MALE


def read_given_names(folder: Path) -> Mapping[str, Gender]:
    """The given names that tell a gender."""
    return {row["name"]: Gender(row["gender"]) for _, row in rows(folder / "given_names.csv")}
