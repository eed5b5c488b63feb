"""Rules of the table `annotations`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "lists_of_one_length",
        "the lists of tokens are of one length",
        """SELECT article_id, section, sentence FROM {batch}
    WHERE len(token_start) <> len(token_end) OR len(token_start) <> len(token_text) OR len(token_start) <> len(token_lemma)
       OR len(token_start) <> len(token_tag) OR len(token_start) <> len(token_pos) OR len(token_start) <> len(token_dep)
       OR len(token_start) <> len(token_head)""",
    ),
    Rule(
        "inside_text",
        "sentences lie inside the text",
        """SELECT b.article_id, b.section, b.sentence, b.start_char, b.end_char FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.end_char <= b.start_char
       OR b.end_char > length(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)""",
    ),
)
