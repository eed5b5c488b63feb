"""What a process that works on articles loads before its first: the reading model, what linking knows, the lexicon."""

from pipeline.entities.reference import knowledge
from pipeline.events.lexicon import load_lexicon
from pipeline.reading.parser import model


def load() -> None:
    """Load all of it, which takes seconds; what was loaded stays."""
    model()
    knowledge()
    load_lexicon()
