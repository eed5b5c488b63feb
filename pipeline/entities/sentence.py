"""A sentence as the linker walks it: tokens with grammar, phrases by token span, heads and children.

A view of one annotation row; which names and roles the words stand for is decided elsewhere.
"""

from functools import cached_property

from pipeline.schema.tables.annotations import Annotation

NOMINAL_PARTS = frozenset({"NOUN", "PROPN"})
_DEMANDING = frozenset({"demand", "urge", "order"})
_REMOVING = frozenset({"expel", "deport"})
"""Verbs whose object is never the subject's own."""

_OBJECTS = frozenset({"dobj", "dative", "iobj", "pobj"})
_INSIDE = frozenset({"poss", "amod", "compound", "nmod", "appos"})
"""Relations of a word to the noun in whose phrase it stands."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


class Sentence:
    """One annotated sentence; `index` counts the sentences of its article, whatever their section.

    By token are its `words` as read, these and the `lemmas` in lower case, the Penn Treebank `tags`, universal `parts` of speech, the
    labels of `dependencies`, and the `heads`, the index of each token's head, its own for the root.
    """

    def __init__(self, index: int, row: Annotation) -> None:
        """The sentence of a row; what nearly every step asks for is at hand at once."""
        self.index, self.row = index, row
        self.words, self.tags, self.parts = row.token_text, row.token_tag, row.token_pos
        self.dependencies, self.heads = row.token_dep, row.token_head
        self.lower = tuple(map(str.lower, row.token_text))
        self.lemmas = tuple(map(str.lower, row.token_lemma))

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Token indices of each token's dependants, in order."""
        held: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                held[head].append(token)
        return tuple(map(tuple, held))

    @cached_property
    def text(self) -> str:
        """The words, spaced as in the text, white space as one space."""
        return self.phrase(0, len(self))

    @cached_property
    def capitalised(self) -> tuple[int, ...]:
        """The tokens that begin with a capital letter."""
        return tuple([token for token, word in enumerate(self.words) if word[:1].isupper()])

    def __len__(self) -> int:
        return len(self.words)

    def phrase(self, start: int, end: int) -> str:
        """The words from token `start` up to token `end`, spaced as in the text, white space as one space."""
        phrase = self.words[start]
        if end - start > 1:
            begun, ended = self.row.token_start, self.row.token_end
            for token in range(start + 1, end):
                is_apart = begun[token] > ended[token - 1]
                phrase += f" {self.words[token]}" if is_apart else self.words[token]
        return phrase

    def root(self, start: int, end: int) -> int:
        """The syntactic root of the span: its first token whose head lies outside it."""
        for token in range(start, end):
            head = self.heads[token]
            if head == token or not start <= head < end:
                return token
        return end - 1

    def children_with(self, token: int, *dependencies: str) -> list[int]:
        """The dependants of `token` that bear one of `dependencies`."""
        return [child for child in self.children[token] if self.dependencies[child] in dependencies]

    def conjuncts(self, token: int) -> list[int]:
        """`token` and what is joined to it by and/or/commas, in order."""
        found = [token]
        for child in self.children_with(token, "conj"):
            found.extend(self.conjuncts(child))
        return found

    def ancestors(self, token: int) -> list[int]:
        """The heads above a token, the nearest first."""
        above: list[int] = []
        while self.heads[token] != token and self.heads[token] not in above:
            token = self.heads[token]
            above.append(token)
        return above

    def nouns_above(self, token: int) -> list[int]:
        """The token itself and the nouns in whose phrases it stands, innermost first."""
        found = [token]
        while True:
            head = self.heads[token]
            if self.dependencies[token] == "pobj" and self.lower[head] == "of":
                token = self.heads[head]
            elif self.dependencies[token] in _INSIDE and head != token:
                token = head
            else:
                return found
            found.append(token)

    def clause_subjects(self, token: int) -> list[int]:
        """The subject of the clause of which the token is an object, what is joined to it, and the noun that a relative
        pronoun there stands for; nothing for possessive pronouns, but for those of whom one expels, and for subjects, but
        for those of what another is asked to do.
        """
        verb = next((above for above in self.ancestors(token) if self.parts[above] in ("VERB", "AUX")), None)
        if verb is None:
            return []
        if self.tags[token] == "PRP$":
            owned = self.heads[token]
            if self.dependencies[owned] not in _OBJECTS or self.lemmas[self.heads[owned]] not in _REMOVING:
                return []
        elif self.dependencies[token] in SUBJECTS:
            is_asked = self.dependencies[verb] in ("ccomp", "xcomp") and (
                self.lemmas[self.heads[verb]] in _DEMANDING
                or any(self.tags[each] == "TO" for each in self.children[verb])
            )
            verb = self.heads[verb] if is_asked else verb
            if not is_asked:
                return []
        elif self.dependencies[token] not in _OBJECTS:
            return []
        subjects = self.children_with(verb, *SUBJECTS)
        while not subjects and self.dependencies[verb] == "conj" and self.heads[verb] != verb:
            verb = self.heads[verb]
            subjects = self.children_with(verb, *SUBJECTS)
        if self.dependencies[verb] == "relcl" and all(self.tags[each] in ("WDT", "WP") for each in subjects):
            subjects = [*subjects, self.heads[verb]]
        return [each for subject in subjects for each in self.conjuncts(subject)]

    def governor(self, token: int) -> int:
        """The head of the coordination that `token` stands in: itself unless it is a conjunct."""
        while self.dependencies[token] == "conj" and self.heads[token] != token:
            token = self.heads[token]
        return token

    def is_capitalised(self, token: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.words[token][:1].isupper()
