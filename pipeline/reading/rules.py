"""The model's rules for parts of speech and lemmas, asked once of each word in each use.

After tagger and parser the model goes by rules alone, and those ask of every word anew what they were asked of it before: a quarter
of the time of reading. What they make of a word hangs on the word, its tag and its place in the tree, but where a rule speaks of
several words together; there they are asked as ever. What comes of it is the same to the token.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.reading.words import Tokens

COMPONENTS = ("attribute_ruler", "lemmatizer")
"""The components that are the rules, which are left out of the model's own pipeline."""

_MOST = 300_000
"""Uses of words that are known at once: some forty megabytes."""

_Use = tuple[int, int, int]
Outcome = tuple[int, int]
"""Part of speech and lemma, as numbers of the model's strings."""
_Answer = tuple[Outcome, bool]
"""What becomes of a word by itself, and whether a rule on several words may begin with it."""

MENDED = {
    form: verb
    for verb in ("dine", "fine", "hope", "rape", "slate", "stage", "wage")
    for form in (f"{verb}d", f"{verb[:-1]}ing", f"{verb}s")
} | dict.fromkeys(("installed", "installing"), "install")
"""Forms of verbs that the model's rules take for another's ("staged" for "stag"); found by trying every verb of the lexicon."""


class Rules:
    """The rules of a model, and what they made of the words seen so far."""

    def __init__(self, model: "Language") -> None:
        from spacy.matcher import Matcher

        self._vocab: Any = model.vocab
        rules: tuple[Any, Any] = model.get_pipe(COMPONENTS[0]), model.get_pipe(COMPONENTS[1])
        self._ruler, self._lemmatizer = rules
        self._together, self._first = Matcher(model.vocab), Matcher(model.vocab)
        for number, rule in enumerate(self._ruler.patterns):
            if several := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._together.add(str(number), several)
                self._first.add(str(number), [pattern[:1] for pattern in several])
        self._verb = self._vocab.strings.add("VERB")
        self._known: dict[_Use, _Answer] = {}

    def ask(self, tokens: "Tokens") -> npt.NDArray[np.uint64]:
        """What the rules make of each token, of shape (tokens, 2)."""
        if len(self._known) > _MOST:
            self._known.clear()
        uses = zip(tokens.tag.tolist(), tokens.form.tolist(), tokens.label.tolist(), strict=True)
        answers = [self._known.get(use) or self._asked(use) for use in uses]
        outcomes = np.array([outcome for outcome, _ in answers], dtype=np.uint64)
        may_begin = np.flatnonzero([may_begin for _, may_begin in answers])
        for number in np.unique(np.searchsorted(tokens.ends, may_begin, side="right")).tolist():
            document = tokens.document(number)
            if self._together(document):
                end = tokens.ends[number]
                outcomes[end - len(document) : end] = self._outcomes(document)
        return outcomes

    def _asked(self, use: _Use) -> _Answer:
        from spacy.tokens import Doc

        tag, word, place = (self._vocab.strings[each] for each in use)
        document = Doc(self._vocab, words=[word], tags=[tag], deps=[place], heads=[0])
        (outcome,) = self._outcomes(document)
        return self._known.setdefault(use, (outcome, bool(self._first(document))))

    def _outcomes(self, document: "Doc") -> list[Outcome]:
        asked = self._lemmatizer(self._ruler(document))
        return [self._corrected(*row) for row in asked.to_array(["ORTH", "POS", "LEMMA"]).tolist()]

    def _corrected(self, word: int, part: int, lemma: int) -> Outcome:
        if part == self._verb and (verb := MENDED.get(self._vocab.strings[word].lower())):
            return part, self._vocab.strings.add(verb)
        return part, lemma
