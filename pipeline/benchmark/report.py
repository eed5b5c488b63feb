"""Benchmark figures as tables for a terminal and as figures for a release's QUALITY.md."""

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table

from pipeline.benchmark.calibration import Band
from pipeline.benchmark.faults import Fault, Kind, confusions
from pipeline.benchmark.scores import Dyad, Score, Scores

PETRARCH2 = {
    "newswire_leads": {"dyads": "F1 .06 (on a twin set)", "types": "F1 .16 (on a twin set)", "idle": "10 of 36"},
    "plover_gsr": {"dyads": "recall .16", "types": "recall .21, precision .58"},
}
"""What PETRARCH2 reaches where it was measured, with parse trees made by spaCy. PETRARCH2 is MIT-licensed software."""

_MOST_CONFUSED, _EXAMPLES = 10, 3


def overview(all_scores: Sequence[Scores]) -> Table:
    """A row for each set and measure: precision, recall, F1, and PETRARCH2's figures where known."""
    table = Table(title="Coding against hand-coded events")
    for name in ("set", "measure", "gold", "predicted", "precision", "recall", "F1", "PETRARCH2"):
        table.add_column(name, justify="left" if name in ("set", "measure", "PETRARCH2") else "right")
    for scores in all_scores:
        peers = PETRARCH2.get(scores.name, {})
        for measure in ("dyads", "types", "dates", "places"):
            if getattr(scores, measure).gold:
                table.add_row(scores.name, measure, *_cells(getattr(scores, measure)), peers.get(measure, ""))
        idle = f"{scores.idle_with_event} of {scores.idle}"
        table.add_row(scores.name, "documents without event given one", "", idle, "", "", "", peers.get("idle", ""))
        table.add_section()
    return table


def as_document(scores: Scores) -> dict[str, object]:
    """The scores of one set for programs: counts and shares of each measure and of the dyads of each type."""
    measures = {name: _figures(getattr(scores, name)) for name in ("dyads", "types", "dates", "places")}
    types = {name: _figures(score) for name, score in scores.by_type.items()}
    idle = {"documents": scores.idle, "given_an_event": scores.idle_with_event}
    return {"set": scores.name, **measures, "dyads_by_type": types, "without_event": idle}


def _figures(score: Score) -> dict[str, float]:
    return {name: getattr(score, name) for name in ("gold", "predicted", "precision", "recall", "f1")}


def by_type(scores: Scores) -> Table:
    """A row for each event type of one set."""
    table = Table(title=f"Typed dyads of {scores.name}")
    for name in ("type", "gold", "predicted", "precision", "recall", "F1"):
        table.add_column(name, justify="left" if name == "type" else "right")
    for name, score in scores.by_type.items():
        table.add_row(name, *_cells(score))
    return table


def by_root(name: str, scores: Mapping[str, Score]) -> Table:
    """A row for each root type of a labelled set."""
    table = Table(title=f"Root types of {name}")
    for column in ("type", "gold", "predicted", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if column == "type" else "right")
    for root, score in scores.items():
        table.add_row(root, *_cells(score))
    return table


def fault_counts(name: str, faults: Sequence[Fault]) -> Table:
    """How often each kind of fault occurs, and which types are taken for which."""
    table = Table(title=f"Faults in {name}")
    table.add_column("fault")
    table.add_column("dyads", justify="right")
    for kind in Kind:
        table.add_row(kind.value, str(sum(fault.kind is kind for fault in faults)))
    table.add_section()
    for wanted, coded, count in confusions(faults)[:_MOST_CONFUSED]:
        table.add_row(f"{wanted} coded as {coded}", str(count))
    return table


def fault_examples(name: str, faults: Sequence[Fault]) -> Table:
    """A few faults of each kind, from as many documents as there are."""
    table = Table(title=f"Examples of faults in {name}")
    for column in ("fault", "document", "hand-coded", "coded"):
        table.add_column(column, overflow="fold")
    for kind in Kind:
        by_document = {fault.document: fault for fault in reversed(faults) if fault.kind is kind}
        for document in sorted(by_document)[:_EXAMPLES]:
            fault = by_document[document]
            table.add_row(kind.value, document, _dyad(fault.wanted), _dyad(fault.coded))
    return table


def _dyad(dyad: Dyad | None) -> str:
    if dyad is None:
        return ""
    other = f" {'>' if dyad.is_directed else '–'} {dyad.second}" if dyad.second else ""
    return f"{dyad.event_type} {dyad.first or '?'}{other}"


def calibration(name: str, bands: Iterable[Band]) -> Table:
    """Stated confidence beside the share of events that are right."""
    table = Table(title=f"Confidence of the events of {name}")
    for column in ("stated from", "to", "events", "mean stated", "share right"):
        table.add_column(column, justify="right")
    for band in bands:
        table.add_row(
            f"{band.low:.1f}", f"{band.high:.1f}", str(band.events), f"{band.stated:.2f}", f"{band.right:.2f}"
        )
    return table


def brought_together(rows: Iterable[tuple[str, str, Score]]) -> Table:
    """A row for each set and way of bringing articles together: precision, recall and F1 of pairs of articles."""
    table = Table(title="Pairs of articles brought together")
    for name in ("set", "pairs of articles", "gold", "predicted", "precision", "recall", "F1"):
        table.add_column(name, justify="left" if name in ("set", "pairs of articles") else "right")
    for name, what, score in rows:
        table.add_row(name, what, *_cells(score))
    return table


def _cells(score: Score) -> tuple[str, ...]:
    shares = (score.precision, score.recall, score.f1)
    return (str(score.gold), str(score.predicted), *(f"{share:.2f}" for share in shares))
