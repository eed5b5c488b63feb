"""Rules of the table `reports`."""

from expectations.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "inside_text",
        "triggers lie inside the text",
        """SELECT b.report_id, b.article_id, b.start_char, b.end_char FROM {batch} b JOIN article_text t USING (article_id)
    WHERE b.end_char <= b.start_char
       OR b.end_char > length(CASE WHEN b.section = 'title' THEN t.title ELSE t.body END)""",
    ),
    Rule(
        "parties_of_one_length",
        "the lists of parties are of one length",
        """SELECT report_id FROM {batch}
    WHERE len(party_role) <> len(party_entity_id) OR len(party_role) <> len(party_name)
       OR len(party_role) <> len(party_country) OR len(party_role) <> len(party_sector)""",
    ),
    Rule(
        "dates_ordered",
        "date_start is not after date_end",
        """SELECT report_id, date_start, date_end FROM {batch} WHERE date_start > date_end""",
    ),
)
