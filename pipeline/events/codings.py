"""Which articles are coded already: what each coding was made from, and whether that still holds.

How an article is coded is in `code.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.codings import CODINGS
from pipeline.schema.tables.entities import Entity
from pipeline.schema.vocabularies import EntityType
from pipeline.store.fingerprint import fingerprint

_Default = TypeVar("_Default")

_DIGESTS = """
    WITH linked AS (
        SELECT m.article_id, string_agg(m::VARCHAR || chr(31) || {
            'type': e.entity_type, 'name': e.name, 'country': e.country_code, 'sector': e.sector, 'geonames': e.geonames_id,
            'latitude': e.latitude, 'longitude': e.longitude}::VARCHAR, chr(30) ORDER BY m.mention_id) AS mentions
        FROM mentions m LEFT JOIN entities e USING (entity_id) GROUP BY m.article_id
    )
    SELECT t.article_id, md5(concat_ws(chr(29), t.sha256, t.published_at::VARCHAR, $version, coalesce(l.mentions, ''))) AS made_from
    FROM texts t LEFT JOIN linked l USING (article_id)
"""


def digests(article_text: pa.Table, mentions: pa.Table, entities: pa.Table, reader_version: str) -> pa.Table:
    """What the coding of each article would be made from, in columns `article_id` and `made_from`: text, reading, mentions and
    their entities, and the coder."""
    version = (
        f"{reader_version} {fingerprint('pipeline/events', 'pipeline/schema', 'pipeline/store', 'seeds/reference')}"
    )
    with duckdb.connect() as connection:
        texts = article_text.select(["article_id", "sha256", "published_at"])
        connection.execute("SET TimeZone = 'UTC'")
        for name, table in (("texts", texts), ("mentions", mentions), ("entities", entities)):
            connection.register(name, table)
        return connection.execute(_DIGESTS, {"version": version}).to_arrow_table()


def uncoded(made_from: pa.Table, entities: pa.Table, held: pa.Table) -> pa.Table:
    """The rows of `made_from` (digests) of which the coding in the table `held` (codings) is missing or no longer holds."""
    wanted = dict(zip(made_from["article_id"].to_pylist(), made_from["made_from"].to_pylist(), strict=True))
    states = {country for country, _ in _countries(entities)}
    current = [
        row.article_id
        for row in arrow_to_rows(CODINGS, held)
        if wanted.get(row.article_id) == row.made_from and states.intersection(row.states_asked) == {*row.states_known}
    ]
    return made_from.filter(pc.invert(pc.is_in(made_from["article_id"], pa.array(current, pa.string()))))


def with_entities(
    batches: Iterable[tuple[pa.Table, pa.Table, pa.Table]], entities: pa.Table, made_from: pa.Table
) -> Iterator[tuple[pa.Table, ...]]:
    """Batches of article texts, annotations and mentions, with what else `code` takes: the entities mentioned in each and all
    countries, and the digests of its articles."""
    is_country = pc.equal(entities["entity_type"], EntityType.COUNTRY.value)
    for texts, annotations, mentions in batches:
        is_named = pc.is_in(entities["entity_id"], mentions["entity_id"].combine_chunks())
        of_batch = made_from.filter(pc.is_in(made_from["article_id"], texts["article_id"].combine_chunks()))
        yield texts, annotations, mentions, entities.filter(pc.or_(is_country, is_named)), of_batch


def _countries(entities: pa.Table) -> Iterator[tuple[str, str]]:
    countries = entities.filter(pc.equal(entities["entity_type"], EntityType.COUNTRY.value))
    pairs = zip(countries["country_code"].to_pylist(), countries["entity_id"].to_pylist(), strict=True)
    return ((code, entity) for code, entity in pairs if code)


class States(dict[str, Entity]):
    """The countries of the corpus by code, which notes about which it was asked."""

    def __init__(self, known: Mapping[str, Entity]) -> None:
        super().__init__(known)
        self.asked: set[str] = set()

    def get(self, code: str, default: Entity | _Default | None = None) -> Entity | _Default | None:  # type: ignore[override]
        """The country of a code, as of any mapping."""
        self.asked.add(code)
        return super().get(code, default)
