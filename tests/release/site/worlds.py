"""Worlds to make sites of: one with many events, and one whose words try to be more than words."""

import dataclasses
import hashlib
import json
from typing import Any

import pyarrow as pa

from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.ledger import LEDGER, LedgerEntry
from pipeline.store.paths import PROJECT
from tests.samples import EVIDENCE, PARTICIPANTS, ROWS, VISIT_EVENT, arrow, sample_tables

BLNS = PROJECT.parent / "shared" / "corpora" / "adversarial" / "blns.json"
"""A public list of strings that programs stumble over, where it is at hand."""

NASTY = (
    '<img src=x onerror="window.harmed = 1">',
    "<script>window.harmed = 1</script>",
    '"><svg onload=window.harmed=1>',
    "javascript:window.harmed=1",
    "{{ 7 * 7 }} ${window.harmed = 1}",
    "\u202eevil txt.exe\u202c and on",
    "مرحبا بالعالم <b>عريض</b>",
    "</textarea></title></script><script>window.harmed = 1</script>",
    "&lt;img src=x onerror=window.harmed=1&gt; &amp;",
)


def _digits(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


def many(events: int) -> dict[str, pa.Table]:
    """The sample world with so many visits instead of three events; every hundredth is of France to Ghana."""
    tables = sample_tables()
    ids = [f"evt_{_digits(number)}" for number in range(events)]
    visit, piece, party = arrow(
        {"events": [VISIT_EVENT], "evidence": [EVIDENCE[0]], "participants": PARTICIPANTS[:2]}
    ).values()
    codes = ["FRA", "GHA", "TGO", "BEN", "NER", "MLI", "SEN", "GIN", "CIV", "NGA"]
    pairs = [
        (codes[number % 10], codes[number // 10 % 10]) if number % 10 != number // 10 % 10 else ("GMB", "LBR")
        for number in range(events)
    ]
    tables["events"] = _with(_repeated(visit, events), event_id=ids, summary=[f"visit {each}" for each in ids])
    tables["evidence"] = _with(
        _repeated(piece, events),
        event_id=ids,
        evidence_id=[f"rep_{_digits(number)}" for number in range(events)],
        snippet=[f"The delegation of {each} landed" for each in ids],
    )
    tables["participants"] = _with(
        pa.concat_tables([party] * events),
        event_id=[each for each in ids for _ in range(2)],
        country_code=[code for pair in pairs for code in pair],
    )
    tables["ledger"] = rows_to_arrow(
        LEDGER, [LedgerEntry(f"rep_{_digits(number)}", each, each) for number, each in enumerate(ids)]
    )
    return tables


def _repeated(row: pa.Table, times: int) -> pa.Table:
    return row.take(pa.array([0] * times))


def _with(table: pa.Table, **columns: Any) -> pa.Table:
    for name, values in columns.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(
            at,
            table.schema.field(name),
            pa.chunked_array([pa.array(values) if isinstance(values, list) else values.combine_chunks()]),
        )
    return table


def hostile() -> dict[str, pa.Table]:
    """The sample world with strings in every text that articles bring in: titles, sources, addresses, names, snippets, places."""
    known = json.loads(BLNS.read_text(encoding="utf-8")) if BLNS.is_file() else []
    texts = [*NASTY, *(text for text in known if text and "\x00" not in text)]
    said = " ".join(texts)
    rows = dict(ROWS)
    rows["articles"] = [
        dataclasses.replace(row, title=said, source=NASTY[0], url="javascript:window.harmed=1", uri=NASTY[1])
        for row in rows["articles"]
    ]
    rows["evidence"] = [dataclasses.replace(row, snippet=said) for row in rows["evidence"]]
    rows["events"] = [
        dataclasses.replace(row, summary=f"{NASTY[at]} {NASTY[5]}", place_name=row.place_name and NASTY[2])
        for at, row in enumerate(rows["events"])
    ]
    rows["participants"] = [
        dataclasses.replace(row, name=NASTY[at % len(NASTY)]) for at, row in enumerate(rows["participants"])
    ]
    rows["entities"] = [
        dataclasses.replace(row, name=f"{row.name} {NASTY[at]}") for at, row in enumerate(rows["entities"])
    ]
    return arrow(rows)
