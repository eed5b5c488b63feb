"""Paragraphs of the articles in `seeds/`, for tests of what is read of them."""

from pipeline.store.paths import PROJECT

PARAGRAPHS = [
    paragraph
    for path in sorted((PROJECT / "seeds" / "articles" / "wire").rglob("*.txt"))
    for paragraph in path.read_text(encoding="utf-8").split("\n\n")
    if paragraph.strip()
]
