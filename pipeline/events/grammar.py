"""A parsed sentence as a tree to walk, and the questions that coding asks of it: who is the subject, what is negated.

Dependency labels are those of the ClearNLP scheme that spaCy's English models use. Nothing here knows an event.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from typing import Any, TypeVar

from pipeline.events.token import MISTAKEN, Token, mended
from pipeline.schema.tables.annotations import Annotation

T = TypeVar("T")

_SUBJECTS = ("nsubj", "csubj")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_RELATIVE_WORDS = ("who", "which", "that", "whom")
_NOBODY = ("nothing", "nobody", "none", "neither")
_JOINED_WITHIN = 4
"""Tokens between two verbs up to which the second is read as sharing the auxiliary of the first."""

_NONE = frozenset[str]()
_TOKEN: Callable[[tuple[Any, ...]], Token] = partial(tuple.__new__, Token)
"""Makes a word of its values in order, in half the time that naming them takes."""
_CLAUSE_LABELS = ("ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "parataxis", "csubj", "dep")


def _asked_once(question: Callable[["Sentence", Token], T]) -> Callable[["Sentence", Token], T]:
    """A question about a word, whose answer the sentence keeps."""

    name = question.__name__

    @wraps(question)
    def asked(sentence: "Sentence", word: Token) -> T:
        known: dict[int, T] = sentence.answers[name]
        if word.index not in known:
            known[word.index] = question(sentence, word)
        return known[word.index]

    return asked


@dataclass(frozen=True)
class Sentence:
    """An annotation row as a tree."""

    annotation: Annotation

    @cached_property
    def answers(self) -> defaultdict[str, dict[int, Any]]:
        """What was asked of words and found, by question and word."""
        return defaultdict(dict)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words in order."""
        row = self.annotation
        columns = zip(
            range(len(row.token_text)),
            row.token_text,
            self.lemmas,
            row.token_tag,
            row.token_pos,
            row.token_dep,
            row.token_head,
            row.token_start,
            row.token_end,
            strict=True,
        )
        words = tuple(map(_TOKEN, columns))
        return words if MISTAKEN.isdisjoint(row.token_text) else mended(words)

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemmas in lower case."""
        return tuple(map(str.lower, self.annotation.token_lemma))

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """The index of each word's governor, its own for a root."""
        row = self.annotation
        is_sound = MISTAKEN.isdisjoint(row.token_text)
        return row.token_head if is_sound else tuple(token.head for token in self.tokens)

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token)
        return tuple(tuple(tokens) for tokens in below)

    @cached_property
    def _labels(self) -> tuple[frozenset[str], ...]:
        return tuple([frozenset([child.dep for child in below]) if below else _NONE for below in self._children])

    def children(self, token: Token, *labels: str) -> tuple[Token, ...]:
        """The token's dependants in order; only those with one of the labels where any are given."""
        found = self._children[token.index]
        if not labels or not found:
            return found
        if self._labels[token.index].isdisjoint(labels):
            return ()
        return tuple([child for child in found if child.dep in labels])

    def head(self, token: Token) -> Token | None:
        """The token's governor; none for a root."""
        return None if token.head == token.index else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors from the nearest to the root; a cycle in a broken tree ends the walk."""
        seen = {token.index}
        above = self.head(token)
        while above is not None and above.index not in seen:
            yield above
            seen.add(above.index)
            above = self.head(above)

    def subtree(self, token: Token, stop: Callable[[Token], bool] = lambda _: False) -> Iterator[Token]:
        """The token and all below it, not entering a dependant for which `stop` holds."""
        yield token
        for child in self._children[token.index]:
            if not stop(child):
                yield from self.subtree(child, stop)

    def conjuncts(self, token: Token) -> tuple[Token, ...]:
        """The token and those coordinated below it, in order."""
        found = [token]
        for child in self.children(token, "conj"):
            found.extend(self.conjuncts(child))
        return tuple(found)

    def preposition_objects(self, token: Token, *words: str) -> tuple[Token, ...]:
        """The objects of the token's prepositions with one of these forms, "on behalf of"-like chains included; what is done
        "in front of" a place is done outside it."""
        found: list[Token] = []
        for preposition in self.children(token, "prep", "agent", "dative"):
            objects = self.children(preposition, "pobj", "pcomp")
            if preposition.lemma in words or preposition.text.lower() in words:
                found.extend(objects)
                for inner in self.children(preposition, "prep"):
                    found.extend(self.children(inner, "pobj"))
            elif "outside" in words and preposition.lemma == "in" and objects and objects[0].lemma == "front":
                found.extend(self.preposition_objects(objects[0], "of"))
        return tuple(found)

    @_asked_once
    def is_passive(self, verb: Token) -> bool:
        """Whether the verb is in the passive; a bare participle that modifies a noun is."""
        if self.children(verb, "auxpass") or self.children(verb, *_PASSIVE_SUBJECTS):
            return True
        if self._shares_passive(verb):
            return True
        is_reduced = verb.dep == "acl" and verb.tag == "VBD" and bool(self.children(verb, "agent", "oprd"))
        if verb.tag != "VBN" and not is_reduced:
            return False
        if verb.dep == "conj" and (first := self.head(verb)) is not None and not self.children(verb, "aux", "nsubj"):
            return first.tag == "VBN" and self.is_passive(first)
        has_have = any(child.lemma == "have" for child in self.children(verb, "aux"))
        return not has_have and (
            verb.dep in ("acl", "amod") or (verb.dep == "advcl" and not self.children(verb, "dobj"))
        )

    def _shares_passive(self, verb: Token) -> bool:
        """Whether the verb is joined to a passive whose subject and auxiliary it shares: "was praised and vilified"."""
        first = self.head(verb) if verb.dep == "conj" and verb.tag == "VBD" else None
        if first is None or first.tag != "VBN" or verb.index - first.index > _JOINED_WITHIN:
            return False
        return not self.children(verb, "nsubj", "aux", "dobj") and self.is_passive(first)

    @_asked_once
    def subject(self, verb: Token) -> Token | None:
        """The noun phrase that is grammatically the verb's subject, also through coordination, control and modifiers."""
        return self._subject(verb, len(self.tokens))

    def _subject(self, verb: Token, fuel: int) -> Token | None:
        own = self.children(verb, *_SUBJECTS, *_PASSIVE_SUBJECTS)
        above = self.head(verb)
        if own:
            is_relative = own[0].tag in ("WDT", "WP") or (own[0].lemma in _RELATIVE_WORDS and verb.dep == "relcl")
            if is_relative and verb.dep == "ccomp" and above is not None:
                return self._cleft(above) or own[0]
            is_clause = is_relative and verb.dep == "relcl" and above is not None
            return self._antecedent(above, own[0]) if is_clause and above is not None else own[0]
        if above is None or fuel <= 0:
            return None
        if verb.dep in ("acl", "relcl"):
            return above if above.pos in ("NOUN", "PROPN", "PRON", "NUM") and verb.tag.startswith("VB") else None
        if verb.dep == "pcomp":
            governor = self.head(above)
            return (
                None
                if governor is None
                else self._judged(governor, above) or self._governing_subject(governor, fuel - 1)
            )
        if verb.dep in ("xcomp", "ccomp"):
            controlled = self.children(above, "dobj", "dative") if verb.tag == "VB" else ()
            return controlled[0] if controlled else self._governing_subject(above, fuel - 1)
        if verb.dep in ("conj", "advcl", "dep", "aux", "auxpass", "acomp", "attr", "amod"):
            return self._behind_as(verb, above) or self._governing_subject(above, fuel - 1)
        return None

    def _behind_as(self, verb: Token, above: Token) -> Token | None:
        """The subject of a clause after "as" that the parser took for a phrase: "The town was tense as crowds, led by clerics,
        staged a march"."""
        if verb.dep != "conj" or verb.tag not in _FINITE or self.children(above, "cc"):
            return None
        opened = [each for each in self.children(above, "prep") if each.lemma == "as" and each.index < verb.index]
        return next((noun for each in opened[-1:] for noun in self.children(each, "pobj")), None)

    def _judged(self, governor: Token, preposition: Token) -> Token | None:
        """Whose deed it is for which someone is thanked, or of which he is accused: "praised Togo for freeing them"."""
        named = self.children(governor, "dobj") if preposition.lemma in ("for", "of", "from") else ()
        return next((each for each in named if each.pos == "PROPN" and each.index < preposition.index), None)

    def _antecedent(self, noun: Token, relative: Token) -> Token:
        """Of whom a relative clause tells: of all the names joined before its comma, "Niger and Chad, which had hosted talks"."""
        after = self.tokens[relative.index + 1 : relative.index + 2]
        is_of_one = any(each.tag == "VBZ" or each.text.lower() == "was" for each in after)
        is_aside = relative.index > 0 and self.tokens[relative.index - 1].text == ","
        first = noun
        while is_aside and not is_of_one and first.dep == "conj" and first.pos == "PROPN":
            first = self.tokens[first.head]
        return first if first.pos == "PROPN" else noun

    def _cleft(self, copula: Token) -> Token | None:
        """In "it was the envoy that led the talks" the envoy; none where nothing is so set apart."""
        is_cleft = copula.lemma == "be" and any(each.lemma == "it" for each in self.children(copula, *_SUBJECTS))
        return next(iter(self.children(copula, "attr")), None) if is_cleft else None

    def _governing_subject(self, governor: Token, fuel: int) -> Token | None:
        if governor.pos in ("VERB", "AUX", "ADJ"):
            return self._subject(governor, fuel)
        return governor if governor.pos in ("NOUN", "PROPN") and governor.dep in ("nsubj", "nsubjpass") else None

    @_asked_once
    def doers(self, verb: Token) -> tuple[Token, ...]:
        """Who does it: the subject, or in the passive the phrase with "by"."""
        if self.is_passive(verb):
            return self.preposition_objects(verb, "by")
        found = self.subject(verb)
        return () if found is None else (found,)

    @_asked_once
    def objects(self, verb: Token) -> tuple[Token, ...]:
        """Whom or what it is done to: the object, or in the passive the subject."""
        direct = self.children(verb, "dobj")
        if self.is_passive(verb):
            found = self._patient(verb)
            return (found,) if found is not None else direct
        if direct and direct[0].lemma in _RELATIVE_WORDS and verb.dep == "relcl":
            above = self.head(verb)
            return (above,) if above is not None else ()
        if direct:
            return direct
        if verb.dep == "conj" and (first := self.head(verb)) is not None and first.pos == "VERB":
            shares = not self.children(verb, "prep", "ccomp", "xcomp", "nsubj") and verb.index - first.index <= 3
            return self.children(first, "dobj") if shares else ()
        return ()

    def _patient(self, verb: Token) -> Token | None:
        above = self.head(verb)
        own = self.children(verb, *_PASSIVE_SUBJECTS)
        if not own and verb.dep in ("acl", "amod") and above is not None:
            return above
        return self.subject(verb)

    def infinitives(self, verb: Token) -> tuple[Token, ...]:
        """The verbs of the clauses with "to" that complete the verb."""
        clauses = self.children(verb, "xcomp", "ccomp")
        return tuple(each for each in clauses if any(aux.lemma == "to" for aux in self.children(each, "aux")))

    def clauses_opened(self, verb: Token, opener: str) -> tuple[Token, ...]:
        """The verbs of clauses with a subject that a preposition opens: for "for", that of "called for Chile to withdraw"."""
        return tuple(
            clause
            for clause in self.children(verb, "ccomp", "xcomp", "advcl")
            if any(mark.lemma == opener for mark in self.children(clause, "mark"))
            and self.children(clause, "nsubj", "nsubjpass")
        )

    @_asked_once
    def predicates(self, verb: Token) -> tuple[Token, ...]:
        """What is said of the verb's object, or of the subject of its clause, and not denied: "called the raid unlawful"."""
        found = list(self.children(verb, "oprd", "acomp"))
        found.extend(each for each in self.children(verb, "advcl") if each.pos == "ADJ")
        for preposition in self.subtree(verb, lambda child: child.dep in _CLAUSE_LABELS):
            if preposition.lemma == "as" and preposition.dep == "prep":
                found.extend(self.children(preposition, "pobj", "amod", "acomp", "pcomp"))
        for each in self.objects(verb):
            found.extend(child for child in self.children(each, "amod", "acl") if child.index > each.index)
        for clause in self.children(verb, "ccomp"):
            if clause.pos in ("ADJ", "NOUN"):
                found.append(clause)
            elif clause.lemma == "be" and not self.is_negated(clause):
                found.extend(self.children(clause, "acomp", "attr"))
        return tuple(each for each in found if not self.is_negated(each))

    @_asked_once
    def is_negated(self, token: Token) -> bool:
        """Whether "not", "never", "no longer", or a "no" before the noun or before the verb's subject or object, denies it."""
        if self.children(token, "neg"):
            return True
        sides = self.children(token, "nsubj", "nsubjpass", "dobj") if token.pos == "VERB" else ()
        if any(side.lemma in _NOBODY or self._has_no(side) for side in sides):
            return True
        return self._has_no(token)

    def _has_no(self, token: Token) -> bool:
        if any(child.lemma in ("no", "neither", "nor") for child in self.children(token, "det", "preconj", "cc")):
            return True
        above = self.head(token) if token.dep == "conj" else None
        return above is not None and any(child.lemma == "nor" for child in self.children(above, "cc"))

    @_asked_once
    def auxiliaries(self, verb: Token) -> Sequence[str]:
        """The lemmas of the verb's auxiliaries, those of the first coordinated verb where it has none itself."""
        own = [child.text.lower() for child in self.children(verb, "aux", "auxpass")]
        if own or verb.dep != "conj":
            return own
        first = self.head(verb)
        if first is not None and first.tag == "VB" and verb.tag in ("VBD", "VBZ"):
            return []  # "could not settle it and asked": a finite verb has no auxiliary to share
        has_own_subject = bool(self.children(verb, *_SUBJECTS, *_PASSIVE_SUBJECTS))
        return [] if first is None or has_own_subject or first.pos not in ("VERB", "AUX") else self.auxiliaries(first)

    def clause(self, token: Token) -> Token:
        """The verb, or for a fragment the root, of the smallest clause that holds the token."""
        if token.dep in _CLAUSE_LABELS and token.pos in ("VERB", "AUX"):
            return token
        last = token
        for above in self.ancestors(token):
            last = above
            if above.pos in ("VERB", "AUX") and above.dep in _CLAUSE_LABELS:
                return above
        return last
