"""Rules of the table `corrections`."""

from expectations.model import ROWS, RowRule, Rule, TableRule
from expectations.shared import not_blank
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    not_blank("reason"),
    RowRule(
        "acts_on_its_kind",
        "what only events can suffer names an event, and what only entities can names an entity",
        """(action IN ('suppress', 'recode', 'move', 're-date') AND NOT starts_with(subject, 'evt_'))
       OR (action IN ('split', 'rename', 'ban') AND NOT starts_with(subject, 'ent_'))""",
        Severity.FATAL,
    ),
    RowRule(
        "event_told",
        "the correction of an event says for which it holds and where that can be read, that of an entity for none",
        "starts_with(subject, 'evt_') <> (event_id IS NOT NULL) OR starts_with(subject, 'evt_') <> (reference IS NOT NULL)",
        Severity.FATAL,
    ),
    RowRule(
        "value_given",
        "a correction says what is right, unless it suppresses",
        "(value IS NULL) <> (action = 'suppress')",
        Severity.FATAL,
    ),
    TableRule(
        "holds_for_an_event",
        "a suppressed event is none, and any other correction of an event holds for one, unless that is suppressed",
        f"""SELECT * FROM {ROWS} WHERE b.event_id IS NOT NULL
       AND (b.event_id IN (SELECT event_id FROM events)) = (b.event_id IN (SELECT event_id FROM corrections WHERE action = 'suppress'))""",
        Severity.FATAL,
    ),
    # A file of corrections may serve more than one lake; a name that was mistyped looks the same.
    TableRule(
        "articles_are_here",
        "the articles in which an entity is corrected are here; without any of them the correction does nothing",
        """SELECT * FROM (SELECT correction_id, subject, action, unnest(articles) AS article FROM {batch})
    WHERE article NOT IN (SELECT uri FROM articles) AND article NOT IN (SELECT split_part(uri, '/', -1) FROM articles)""",
        Severity.WARNING,
    ),
)
