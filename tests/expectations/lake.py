"""A small lake in which every expectation holds, to be broken one row at a time."""

import dataclasses
import datetime as dt
import hashlib
from typing import Any

from pipeline.schema.registry import TABLES, table_named
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.annotations import Annotation
from pipeline.schema.tables.changes import ChangeEntry
from pipeline.schema.tables.codings import Coding
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.findings import Finding
from pipeline.schema.tables.inputs import Input
from pipeline.schema.tables.quarantine import Refusal
from pipeline.schema.tables.redirects import Redirect
from pipeline.schema.tables.reports import Report
from pipeline.schema.vocabularies import (
    Cause,
    Change,
    DatePrecision,
    Form,
    Outcome,
    PartyRole,
    RefusalReason,
    Section,
)
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh
from tests.samples import BLAME, DAY, FIRST, FRANCE, GHANA, MINISTER, PACT, ROWS, SECOND, VISIT, article_text

# The samples' offsets count in this body: a name at 0, a title at 30, a quote at 50, triggers from 10 on.
BODY = "France: The French delegation landed in Accra: ‘  a good day for trade’, said the minister, Ama Owusu, there.\n"
SHA256 = {1: f"{1:064x}", 2: f"{2:064x}"}


def _input(number: int, outcome: Outcome, article_id: str | None) -> Input:
    sha256 = hashlib.sha256(bytes([number])).hexdigest()
    return Input(
        f"inp_{number:016x}", f"articles/{number}.txt", Form.TEXT, sha256, 700, outcome, article_id, "b" * 64, DAY
    )


def _annotation(article_id: str, sha256: str) -> Annotation:
    return Annotation(
        article_id=article_id,
        section=Section.BODY,
        sentence=0,
        paragraph=0,
        is_headline=False,
        start_char=0,
        end_char=6,
        token_start=(0,),
        token_end=(6,),
        token_text=("France",),
        token_lemma=("France",),
        token_tag=("NNP",),
        token_pos=("PROPN",),
        token_dep=("ROOT",),
        token_head=(0,),
        name_start=(0,),
        name_end=(1,),
        name_label=("GPE",),
        text_sha256=sha256,
        reader_version="1",
    )


def _report(row: Any) -> Report:
    return Report(
        report_id=row.evidence_id,
        article_id=row.article_id,
        section=row.section,
        sentence=0,
        start_char=row.start_char,
        end_char=row.end_char,
        event_type=row.event_type,
        mode=row.mode,
        status=row.status,
        party_role=(PartyRole.ACTOR, PartyRole.RECIPIENT),
        party_entity_id=(FRANCE, ""),
        party_name=("France", "gunmen"),
        party_country=("FRA", ""),
        party_sector=("GOV", "UAF"),
        contexts=(),
        date_start=dt.date(2022, 3, 24),
        date_end=dt.date(2022, 3, 24),
        date_precision=DatePrecision.DAY,
        date_inferred=False,
        place_name=None,
        place_precision=None,
        country_code=None,
        geonames_id=None,
        latitude=None,
        longitude=None,
        agreement_name=None,
        agreement_entity_id=None,
        agreement_kind=None,
        agreement_bodies=(),
        coder=row.coder,
        coder_version="1",
        confidence=0.9,
        snippet=row.snippet,
    )


def sound_rows() -> dict[str, list[Any]]:
    """Rows of every table that keep every rule."""
    samples = {name: list(rows) for name, rows in ROWS.items()}
    samples["events"] = [dataclasses.replace(row, source_count=1) for row in samples["events"]]
    samples["articles"] = [dataclasses.replace(row, characters=len(BODY)) for row in samples["articles"]]
    samples["entity_names"].append(EntityName(MINISTER, "Ama Owusu", True, 1))
    return samples | {
        "inputs": [
            _input(1, Outcome.ARTICLE, FIRST),
            _input(2, Outcome.ARTICLE, SECOND),
            _input(3, Outcome.DUPLICATE, SECOND),
            dataclasses.replace(_input(4, Outcome.QUARANTINED, None), publication_day=None),
        ],
        "quarantine": [
            Refusal(
                f"inp_{4:016x}", "articles/4.txt", RefusalReason.UNDATED, "no date: add one", None, None, "4.txt", None
            )
        ],
        "article_text": [article_text(FIRST, 1, BODY, SHA256[1]), article_text(SECOND, 2, BODY, SHA256[2])],
        "annotations": [_annotation(FIRST, SHA256[1]), _annotation(SECOND, SHA256[2])],
        "findings": [
            Finding(article, SHA256[number], "1", "0" * 16, "{}") for number, article in ((1, FIRST), (2, SECOND))
        ],
        "codings": [
            Coding(article, "0" * 32, "0" * 16, "0" * 32, (), ("FRA", "GHA"), ("FRA",)) for article in (FIRST, SECOND)
        ],
        "reports": [_report(row) for row in samples["evidence"]],
        "changes": [
            ChangeEntry(
                f"chg_{number:016x}", event, Change.ADDED, None, None, None, None, Cause.NEW_EVIDENCE, "first reported"
            )
            for number, event in enumerate((VISIT, PACT, BLAME))
        ],
        "redirects": [
            Redirect(f"evt_{255:016x}", VISIT, "2022.03.25", Change.MERGED, "reports that are of this event now: 1")
        ],
    }


def write_lake(output: Output, rows: dict[str, list[Any]]) -> None:
    """Write every table, and the views over them."""
    change_lake(output, {}, rows)
    refresh(output)


def change_lake(output: Output, held: dict[str, list[Any]], rows: dict[str, list[Any]]) -> None:
    """Write the tables whose rows are others than those that the lake holds."""
    for table in TABLES:
        if rows[table.name] != held.get(table.name):
            output.lake.write(table, rows_to_arrow(table_named(table.name), rows[table.name]))


__all__ = ["BODY", "GHANA", "change_lake", "sound_rows", "write_lake"]
