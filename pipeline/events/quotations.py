"""Who said what: statements in quotation marks, with the subject of the verb of saying that goes with them."""

import re
from collections.abc import Iterator, Sequence

from pipeline.events.parties import Cast
from pipeline.events.snippets import snippet
from pipeline.events.token import Token
from pipeline.schema.tables.article_text import ArticleText
from pipeline.schema.tables.quotes import Quote
from pipeline.schema.vocabularies import Section
from pipeline.store.hashing import make_id

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,})[”\"]")
_SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "state",
        "declare",
        "note",
        "announce",
        "quote",
        "stress",
        "insist",
        "warn",
        "write",
        "remark",
        "explain",
        "continue",
        "ask",
        "reply",
        "argue",
        "respond",
        "comment",
        "claim",
        "conclude",
        "recall",
        "vow",
    ]
)


def quotes_of(article: ArticleText, casts: Sequence[Cast]) -> Iterator[Quote]:
    """The quotes of an article's body of at least 20 characters; the speaker is sought in the quote's own and next sentence."""
    body = [cast for cast in casts if cast.sentence.annotation.section is Section.BODY]
    for match in _QUOTED.finditer(article.body, article.text_start):
        start, end = match.span(1)
        speaker_id, speaker = _speaker(body, start, end)
        yield Quote(
            quote_id=make_id("quo", article.article_id, Section.BODY, start, end),
            article_id=article.article_id,
            section=Section.BODY,
            start_char=start,
            end_char=end,
            speaker_id=speaker_id,
            speaker_name=speaker,
            snippet=snippet(article.body, start, end, start),
        )


def _speaker(casts: Sequence[Cast], start: int, end: int) -> tuple[str | None, str | None]:
    for cast in casts:
        row = cast.sentence.annotation
        if row.end_char <= start - 2 or row.start_char > end + 2:
            continue
        for token in cast.sentence.tokens:
            if token.lemma in _SAYING and token.pos == "VERB" and not start <= token.start < end:
                for subject in cast.sentence.doers(token):
                    found = _name(cast, subject)
                    if found[1]:
                        return found
    return None, None


def _name(cast: Cast, subject: Token) -> tuple[str | None, str | None]:
    named = cast.by_root.get(subject.index, ())
    if named:
        first = named[0]
        return first.entity_id, cast.entities[first.entity_id].name if first.entity_id else first.surface
    return None, subject.text if subject.pos in ("NOUN", "PROPN") else None
