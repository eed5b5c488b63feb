"""Rules of the table `evidence`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "inside_text",
        "triggers lie inside the text",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.end_char <= b.start_char
       OR b.end_char > length(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)""",
    ),
    Rule(
        "snippet_is_short",
        "snippet has at most 25 words",
        """SELECT * FROM {batch} WHERE len(string_split_regex(trim(snippet), '\\s+')) > 25""",
    ),
    Rule(
        "inside_sentence",
        "the trigger lies in its sentence",
        """SELECT * FROM {batch} WHERE start_char < sentence_start OR end_char > sentence_end""",
    ),
    Rule(
        "snippet_is_text",
        "the snippet stands in the article",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE NOT contains(regexp_replace(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END, '\\s+', ' ', 'g'), b.snippet)""",
    ),
    Rule(
        "published_has_event",
        "a mention has an event unless it is hypothetical or negated",
        """SELECT * FROM {batch}
    WHERE (event_id IS NULL) <> (status IN ('hypothetical', 'negated'))""",
    ),
)
