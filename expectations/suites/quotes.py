"""Rules of the table `quotes`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "inside_text",
        "quotes lie inside the text",
        """SELECT b.* FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.end_char <= b.start_char
       OR b.end_char > length(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)""",
    ),
    Rule(
        "snippet_is_short",
        "snippet has at most 25 words",
        """SELECT * FROM {batch} WHERE len(string_split_regex(trim(snippet), '\\s+')) > 25""",
    ),
)
