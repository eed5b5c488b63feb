"""Rules of the table `annotations`."""

from expectations.model import RowRule, Rule
from expectations.shared import WITH_TEXT, inside_text
from pipeline.release.checked import Severity

RULES: tuple[Rule, ...] = (
    inside_text("sentences"),
    RowRule(
        "lists_of_one_length",
        "the lists of tokens are of one length, and so are those of names",
        """len(token_start) <> len(token_end) OR len(token_start) <> len(token_text) OR len(token_start) <> len(token_lemma)
       OR len(token_start) <> len(token_tag) OR len(token_start) <> len(token_pos) OR len(token_start) <> len(token_dep)
       OR len(token_start) <> len(token_head) OR len(name_start) <> len(name_end) OR len(name_start) <> len(name_label)""",
        Severity.FATAL,
    ),
    RowRule(
        "tokens_inside_sentence",
        "tokens lie inside their sentence",
        "list_min(token_start) < start_char OR list_max(token_end) > end_char",
        Severity.FATAL,
    ),
    RowRule(
        "heads_inside_sentence",
        "the head of a token and the end of a name are tokens of the sentence",
        """list_min(token_head) < 0 OR list_max(token_head) >= len(token_head) OR list_max(name_end) > len(token_head)""",
        Severity.FATAL,
    ),
    RowRule(
        "text_as_read",
        "the text was not changed since it was read",
        "b.text_sha256 <> t.sha256",
        Severity.FATAL,
        source=WITH_TEXT,
    ),
)
