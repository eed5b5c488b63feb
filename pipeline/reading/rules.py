"""The model's rules for parts of speech, forms and lemmas, asked once of each word in each use.

After tagger and parser the model goes by rules alone, and those ask of every word anew what they were asked of it before: a quarter
of the time of reading. What they make of a word hangs on the word, its tag and its place in the tree, but where a rule speaks of
several words together; there they are asked as ever. What comes of it is the same to the token.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

COMPONENTS = ("attribute_ruler", "lemmatizer")
"""The components that are the rules, which are left out of the model's own pipeline."""

_MOST = 300_000
"""Uses of words that are known at once: some forty megabytes."""

_Use = tuple[int, int, int]
_Outcome = tuple[int, int, int]


class Rules:
    """The rules of a model, and what they made of the words seen so far."""

    def __init__(self, model: "Language") -> None:
        from spacy.matcher import Matcher

        self._vocab = model.vocab
        rules: tuple[Any, Any] = model.get_pipe(COMPONENTS[0]), model.get_pipe(COMPONENTS[1])
        self._ruler, self._lemmatizer = rules
        self._together = Matcher(model.vocab)
        for number, rule in enumerate(self._ruler.patterns):
            if several := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._together.add(str(number), several)
        self._known: dict[_Use, _Outcome] = {}

    def apply(self, document: "Doc") -> None:
        """Give the words of a tagged and parsed document their part of speech, form and lemma."""
        from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG

        if not len(document):
            return
        if self._together(document):
            self._lemmatizer(self._ruler(document))
            return
        if len(self._known) > _MOST:
            self._known.clear()
        uses = map(tuple, document.to_array([TAG, ORTH, DEP]).tolist())
        found = [self._known.get(use) or self._asked(use) for use in uses]
        columns: Any = np.array(found, dtype=np.uint64)
        document.from_array([POS, MORPH, LEMMA], columns)

    def _asked(self, use: _Use) -> _Outcome:
        from spacy.tokens import Doc

        tag, word, place = (self._vocab.strings[each] for each in use)
        document = Doc(self._vocab, words=[word], tags=[tag], deps=[place], heads=[0])
        token: Any
        (token,) = self._lemmatizer(self._ruler(document))
        return self._known.setdefault(use, (token.pos, token.morph.key, token.lemma))
