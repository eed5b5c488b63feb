"""Verdicts over several runs: what was admitted stands, what was refused may yet be admitted."""

import datetime as dt

from pipeline.ingest.ingest import ingest
from pipeline.ingest.standing import settle
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from tests.ingest.conftest import LEAD, NOW

NOTHING = to_arrow(INPUTS).empty_table(), to_arrow(QUARANTINE).empty_table()


def _outcomes(inputs) -> list[str]:
    return sorted(inputs["outcome"].to_pylist())


def _known(taken) -> dict[str, str]:
    texts = taken.article_text
    return dict(zip(texts["sha256"].to_pylist(), texts["article_id"].to_pylist(), strict=True))


def test_an_input_offered_again_is_no_duplicate_of_itself(desk):
    desk.put("a.txt", f"date 2022-03-26 'Talks'\n\n{LEAD}\n")
    first = desk.ingest()
    once = settle(*NOTHING, first)
    again = desk.ingest(_known(first))
    assert _outcomes(again.inputs) == ["duplicate"]
    twice = settle(*once, again)
    assert _outcomes(twice[0]) == ["article"]
    assert twice[0].equals(once[0])


def test_a_copy_that_comes_later_is_a_duplicate_beside_the_article(desk):
    desk.put("a.txt", f"date 2022-03-26 'Talks'\n\n{LEAD}\n")
    first = desk.ingest()
    desk.put("b.txt", f"date 2022-03-26 'Talks'\n\n{LEAD}\n")
    inputs, _ = settle(*settle(*NOTHING, first), desk.ingest(_known(first)))
    assert _outcomes(inputs) == ["article", "duplicate"]


def test_what_was_refused_for_a_future_date_is_admitted_when_the_day_has_come(desk):
    desk.put("a.txt", f"date 2026-12-26 'Talks'\n\n{LEAD}\n")
    early = settle(*NOTHING, desk.ingest())
    assert _outcomes(early[0]) == ["quarantined"]
    assert early[1]["reason"].to_pylist() == ["future_dated"]
    later = ingest([desk.folder], now=NOW + dt.timedelta(days=60))
    inputs, quarantine = settle(*early, later)
    assert _outcomes(inputs) == ["article"]
    assert quarantine.num_rows == 0


def test_what_is_still_refused_is_listed_once(desk):
    desk.put("a.txt", "")
    once = settle(*NOTHING, desk.ingest())
    inputs, quarantine = settle(*once, desk.ingest())
    assert (inputs.num_rows, quarantine.num_rows) == (1, 1)


def test_inputs_that_are_not_offered_again_stay(desk):
    path = desk.put("a.txt", f"date 2022-03-26 'Talks'\n\n{LEAD}\n")
    once = settle(*NOTHING, desk.ingest())
    path.unlink()
    assert settle(*once, desk.ingest())[0].equals(once[0])
