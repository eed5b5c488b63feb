"""A party to an event, as a clause names it. How it is found in a clause is in `parties.py`."""

from dataclasses import dataclass

from pipeline.schema.vocabularies import Sector, sector_under


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the clause names it. `score` is how sure the link is, from 0 to 1; `sector` is none where `country` has none to give,
    whatever words beside the party it was taken from: "Brussels and militia groups"."""

    entity_id: str
    name: str
    country: str
    sector: str
    score: float

    def __post_init__(self) -> None:
        """Hold the rule of the codebook wherever a party gets its country."""
        if self.sector and sector_under(self.country, Sector(self.sector)) is None:
            object.__setattr__(self, "sector", "")

    @property
    def is_identified(self) -> bool:
        """Whether a country or body is known."""
        return bool(self.country)


UNKNOWN = Party("", "unknown", "", Sector.UNK, 0.8)
"""The doer whom the text does not name."""
