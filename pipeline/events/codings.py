"""Which articles are coded already: what each coding was made from, and whether that still holds.

How an article is coded is in `code.py`.
"""

from collections.abc import Iterable, Iterator

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.events.reach import FILES, load_reach
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.codings import CODINGS
from pipeline.schema.vocabularies import EntityType
from pipeline.store.fingerprint import fingerprint
from pipeline.store.frames import give

_MADE_BY = ("pipeline/events", "pipeline/schema", "pipeline/store", "seeds/reference")

_DIGESTS = """
    WITH linked AS (
        SELECT m.article_id, string_agg(m::VARCHAR || chr(31) || {
            'type': e.entity_type, 'name': e.name, 'country': e.country_code, 'sector': e.sector, 'geonames': e.geonames_id,
            'latitude': e.latitude, 'longitude': e.longitude}::VARCHAR, chr(30) ORDER BY m.mention_id) AS mentions
        FROM mentions m LEFT JOIN entities e USING (entity_id) GROUP BY m.article_id
    )
    SELECT t.article_id, md5(concat_ws(chr(29), t.sha256, t.published_at::VARCHAR, getvariable('version'), coalesce(l.mentions, ''))) AS made_from
    FROM texts t LEFT JOIN linked l USING (article_id)
"""


def made_by(reader_version: str) -> str:
    """What codings are made by, without the lexicon: the reader and the coder."""
    return f"{reader_version} {fingerprint(*_MADE_BY, without=FILES)}"


def digests(article_text: pa.Table, mentions: pa.Table, entities: pa.Table, reader_version: str) -> pa.Table:
    """What the coding of each article would be made from, in columns `article_id` and `made_from`: text, reading, mentions and
    their entities, and the coder without its lexicon."""
    with duckdb.connect() as connection:
        texts = article_text.select(["article_id", "sha256", "published_at"])
        connection.execute("SET TimeZone = 'UTC'")
        for name, table in (("texts", texts), ("mentions", mentions), ("entities", entities)):
            connection.register(name, table)
        give(connection, version=made_by(reader_version))
        return connection.execute(_DIGESTS).to_arrow_table()


def lexicon_digest() -> str:
    """A digest of the lexicon in use."""
    return fingerprint("seeds/reference", only=FILES)


def standing(made_from: pa.Table, entities: pa.Table, held: pa.Table) -> pa.Table:
    """Those of the codings in the table `held` that stand but for the lexicon: of articles in `made_from` (digests), which were
    made from the same, while all that they asked of the countries of the corpus is answered as it was."""
    wanted = dict(zip(made_from["article_id"].to_pylist(), made_from["made_from"].to_pylist(), strict=True))
    states = {country for country, _ in _countries(entities)}
    stand = [
        wanted.get(row.article_id) == row.made_from and states.intersection(row.states_asked) == {*row.states_known}
        for row in arrow_to_rows(CODINGS, held)
    ]
    return held.filter(pa.array(stand, pa.bool_()))


def untouched(codings: pa.Table, annotations: Iterable[pa.Table]) -> pa.Table:
    """Those of some standing codings that the lexicon in use would not make otherwise, marked as held against it.

    `annotations` are of their articles, with the columns `WORDS`, in parts; they are asked for only where the lexicon has changed.
    """
    is_current = pc.equal(codings["lexicon"], lexicon_digest())
    if pc.all(is_current).as_py() is not False:
        return codings
    reach = load_reach()
    acts = dict(zip(codings["article_id"].to_pylist(), codings["acts_asked"].to_pylist(), strict=True))
    told = {
        article_id: reach.told(words, acts[article_id])
        for part in annotations
        for article_id, words in reach.words_in(part)
        if article_id in acts
    }
    stand = [
        told.get(article_id) == held
        for article_id, held in zip(codings["article_id"].to_pylist(), codings["told"].to_pylist(), strict=True)
    ]
    return with_value(codings.filter(pa.array(stand, pa.bool_())), "lexicon", lexicon_digest())


def with_value(table: pa.Table, column: str, value: str) -> pa.Table:
    """A table with one value in all rows of a column of text."""
    place = table.schema.get_field_index(column)
    return table.set_column(place, table.schema.field(place), pa.repeat(value, table.num_rows))


def with_entities(
    batches: Iterable[tuple[pa.Table, pa.Table, pa.Table]], entities: pa.Table, made_from: pa.Table
) -> Iterator[tuple[pa.Table, ...]]:
    """Batches of article texts, annotations and mentions, with what else `code` takes: the entities mentioned in each and all
    countries, and the digests of its articles."""
    countries = pc.indices_nonzero(pc.equal(entities["entity_type"], EntityType.COUNTRY.value)).to_pylist()
    # Found row by row: to look through all entities for every batch would take time with their square.
    entity_rows, digest_rows = _rows_by(entities, "entity_id"), _rows_by(made_from, "article_id")
    for texts, annotations, mentions in batches:
        named = (entity_rows[each] for each in pc.unique(mentions["entity_id"]).to_pylist() if each in entity_rows)
        of_batch = (digest_rows[each] for each in texts["article_id"].to_pylist())
        yield (
            texts,
            annotations,
            mentions,
            entities.take(pa.array(sorted({*countries, *named}), pa.int64())),
            made_from.take(pa.array(of_batch, pa.int64())),
        )


def _rows_by(table: pa.Table, key: str) -> dict[str, int]:
    """The number of each row of a table by its key."""
    return {each: row for row, each in enumerate(table[key].to_pylist())}


def _countries(entities: pa.Table) -> Iterator[tuple[str, str]]:
    countries = entities.filter(pc.equal(entities["entity_type"], EntityType.COUNTRY.value))
    pairs = zip(countries["country_code"].to_pylist(), countries["entity_id"].to_pylist(), strict=True)
    return ((code, entity) for code, entity in pairs if code)
