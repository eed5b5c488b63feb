"""The model's rules for parts of speech and lemmas, asked once of each use of a word.

After tagger and parser the model goes by rules alone, and asks them of every word anew: a quarter of the time of reading. What they
make of a word's part of speech hangs on its tag, its place in the tree and, of a few words, on the word; its lemma on the word and
that part. Where a rule speaks of several words together, the text is given to the rules as a whole. What comes of it is the same.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from pipeline.reading.arrays import Strings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.reading.words import Tokens

MENDED = {
    form: verb
    for verb in ("dine", "fine", "hope", "rape", "slate", "stage", "wage")
    for form in (f"{verb}d", f"{verb[:-1]}ing", f"{verb}s")
} | dict.fromkeys(("installed", "installing"), "install")
"""Forms of verbs that the model's rules take for another's ("staged" for "stag"); found by trying every verb of the lexicon."""

_MOST = 300_000
"""Words that are known at once: some forty megabytes."""
_ELSEWHERE = "elsewhere"
"""Stands for each place in a tree that no rule speaks of."""
_BETWEEN = (".", ".", _ELSEWHERE)
"""Tag, word and place of what stands between words that are asked of at once, so that no rule on several takes them together."""


class _Use(NamedTuple):
    """What a rule may look at: numbers of strings, `word` 0 for those that no rule tells from others."""

    tag: int
    word: int
    place: int


class _Analysis(NamedTuple):
    """What the rules make of a use: part of speech, features, a lemma or 0, and whether a rule on several words may begin with it."""

    part: int
    features: int
    lemma: int
    may_begin: bool


class Rules:
    """The rules of a model, and what they made of the words seen so far."""

    def __init__(self, model: "Language") -> None:
        from spacy.matcher import Matcher

        self._vocab: Any = model.vocab
        parts: tuple[Any, Any] = model.get_pipe("attribute_ruler"), model.get_pipe("lemmatizer")
        self._ruler, self._lemmatizer = parts
        self._together, self._first = Matcher(model.vocab), Matcher(model.vocab)
        patterns = [pattern for rule in self._ruler.patterns for pattern in rule["patterns"]]
        for number, pattern in enumerate(patterns):
            if len(pattern) > 1:
                self._together.add(str(number), [pattern])
                self._first.add(str(number), [pattern[:1]])
        words = [word for pattern in patterns for word in pattern]
        self._places = [self._vocab.strings.add(place) for word in words for place in _values(word.get("DEP"))]
        asked = [word["LOWER"] for word in words if "LOWER" in word]
        self._spelt = {form for each in asked for form in _values(each)}
        self._like = re.compile("|".join([r"\s", *(each["REGEX"] for each in asked if "REGEX" in each)]))
        self._elsewhere, self._verb = (self._vocab.strings.add(name) for name in (_ELSEWHERE, "VERB"))
        self._words, self._uses = dict[int, int](), dict[_Use, _Analysis]()
        self._lemmas: dict[tuple[int, int, int], int] = {}
        self._quicken()

    def ask(self, tokens: "Tokens") -> Strings:
        """What the rules make of each token, of shape (tokens, 2): its part of speech and its lemma."""
        if len(self._lemmas) > _MOST:
            self._lemmas.clear()
            self._words.clear()
        forms = tokens.form.tolist()
        place = np.where(np.isin(tokens.label, self._places), tokens.label, np.uint64(self._elsewhere)).tolist()
        uses = list(map(_Use, tokens.tag.tolist(), map(self._word, forms), place))
        self._analyse({use: form for use, form in zip(uses, forms, strict=True) if use not in self._uses})
        analyses = [self._uses[use] for use in uses]
        outcomes = np.array(self._with_lemmas(forms, analyses), dtype=np.uint64).reshape(-1, 2)
        may_begin = np.flatnonzero([analysis.may_begin for analysis in analyses])
        for number in np.unique(np.searchsorted(tokens.ends, may_begin, side="right")).tolist():
            document = tokens.document(number)
            if self._together(document):
                end = tokens.ends[number]
                outcomes[end - len(document) : end] = self._asked_whole(document)
        return outcomes

    def _word(self, form: int) -> int:
        """The word as rules tell it from others."""
        known = self._words.get(form)
        if known is None:
            lower = self._vocab.strings[form].lower()
            known = self._words[form] = form if lower in self._spelt or self._like.search(lower) else 0
        return known

    def _analyse(self, uses: dict[_Use, int]) -> None:
        """Ask the rules of some uses at once, each with a word of it, in a document in which no two of them stand together."""
        from spacy.tokens import Doc

        if not uses:
            return
        strings = self._vocab.strings
        asked = ((strings[use.tag], strings[form], strings[use.place]) for use, form in uses.items())
        tags, words, places = (
            list(column) for column in zip(*(each for use in asked for each in (use, _BETWEEN)), strict=True)
        )
        document = self._ruler(Doc(self._vocab, words=words, tags=tags, deps=places, heads=list(range(len(words)))))
        begin = {start for _, start, _ in self._first(document)}
        found = document.to_array(["POS", "MORPH", "LEMMA"])[::2].tolist()
        for number, (use, (part, features, lemma)) in enumerate(zip(uses, found, strict=True)):
            self._uses[use] = _Analysis(part, features, lemma, 2 * number in begin)

    def _with_lemmas(self, forms: Sequence[int], analyses: Sequence[_Analysis]) -> list[tuple[int, int]]:
        from spacy.tokens import Doc

        words = [(form, each.part, each.features) for form, each in zip(forms, analyses, strict=True)]
        if fresh := list(dict.fromkeys(word for word in words if word not in self._lemmas)):
            told, parts, features = (
                [self._vocab.strings[each] for each in column] for column in zip(*fresh, strict=True)
            )
            document = self._lemmatizer(Doc(self._vocab, words=told, pos=parts, morphs=features))
            lemmas = document.to_array("LEMMA").tolist()
            self._lemmas |= {word: self._mended(*word[:2], lemma) for word, lemma in zip(fresh, lemmas, strict=True)}
        return [
            (each.part, self._mended(word[0], each.part, each.lemma) if each.lemma else self._lemmas[word])
            for word, each in zip(words, analyses, strict=True)
        ]

    def _asked_whole(self, document: "Doc") -> list[tuple[int, int]]:
        asked = self._lemmatizer(self._ruler(document))
        return [
            (part, self._mended(word, part, lemma))
            for word, part, lemma in asked.to_array(["ORTH", "POS", "LEMMA"]).tolist()
        ]

    def _mended(self, word: int, part: int, lemma: int) -> int:
        if part == self._verb and (verb := MENDED.get(self._vocab.strings[word].lower())):
            number: int = self._vocab.strings.add(verb)
            return number
        return lemma

    def _quicken(self) -> None:
        """Let the lemmatizer look its words up in sets, of which it has lists."""
        index = self._lemmatizer.lookups.get_table("lemma_index")
        for part in list(index):
            index[part] = frozenset(index[part])


def _values(asked: Any) -> list[str]:
    """The values that a rule tells from others."""
    return [asked] if isinstance(asked, str) else [each for values in (asked or {}).values() for each in values]
