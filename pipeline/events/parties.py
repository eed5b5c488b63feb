"""Who stands at a place in a clause: from a noun phrase to the parties that its words name.

Mentions come linked from the `mentions` table; here they are found by the word that heads them.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.events.grammar import Sentence
from pipeline.events.party import Party
from pipeline.events.token import Token
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.vocabularies import BODY_CODES, EntityType, MentionKind, Sector

_NOT_PARTIES = (EntityType.AGREEMENT, EntityType.PLACE, EntityType.REGION)
_PARTITIVES = frozenset(
    [
        "group",
        "number",
        "dozen",
        "hundred",
        "thousand",
        "score",
        "million",
        "majority",
        "member",
        "part",
        "handful",
        "rest",
        "couple",
        "pair",
        "team",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "most",
        "some",
        "many",
        "several",
        "all",
        "both",
        "each",
        "none",
        "leader",
        "head",
        "chief",
        "side",
        "series",
        "representative",
        "crowd",
        "people",
        "contingent",
        "coalition",
        "parent",
        "relative",
        "supporter",
        "follower",
        "delegation",
        "victim",
        "camp",
        "government",
        "office",
        "statement",
        "spokesman",
        "spokeswoman",
        "spokesperson",
    ]
)
_MAKING = frozenset(
    [
        "make",
        "take",
        "issue",
        "sign",
        "send",
        "launch",
        "carry",
        "stage",
        "announce",
        "impose",
        "pass",
        "adopt",
        "write",
        "publish",
        "release",
        "fire",
        "build",
        "draft",
        "propose",
        "present",
        "put",
        "hold",
        "give",
        "lead",
        "organise",
        "organize",
        "start",
        "conduct",
        "commit",
        "file",
        "submit",
        "table",
        "own",
        "run",
        "use",
        "broker",
        "arrange",
        "reach",
        "conclude",
        "agree",
        "unveil",
        "set",
        "order",
    ]
)
"""Verbs whose doer owns what they are done to: "the step that Fiji had taken"."""

_LABELS = {Sector.CVL: "civilians", Sector.MIL: "military", Sector.COP: "police"}
_UNNAMED = frozenset({"unidentified", "unknown", "unnamed", "masked", "hooded"})
"""Words for people of whom no one knows whose they are; police may be masked and are those of their state."""

_POSSESSORS = ("poss", "amod", "compound", "nmod", "nummod")


@dataclass(frozen=True)
class Cast:
    """The mentions of one sentence by the index of the token that heads each.

    `principals` are the states that its article is about; `states` are the countries of the corpus by code.
    """

    sentence: Sentence
    by_root: Mapping[int, Sequence[Mention]]
    entities: Mapping[str, Entity]
    principals: tuple[str, ...] = ()
    states: Mapping[str, Entity] = field(default_factory=dict)

    def state(self, code: str, sector: Sector, score: float) -> Party:
        """A party for a country's government, or another sector of it, that the clause leaves unnamed."""
        entity = self.states.get(code)
        name = entity.name if entity else code
        if sector is Sector.GOV:
            return Party(entity.entity_id if entity else "", name, code, sector, score)
        return Party("", f"{name}: {_LABELS.get(sector, sector.lower())}", code, sector, score)

    def entity_type(self, mention: Mention) -> EntityType | None:
        """The type of the mention's entity; none where it has none."""
        return self.entities[mention.entity_id].entity_type if mention.entity_id else None

    def at(self, token: Token, *, allow_places: bool = False) -> tuple[Party, ...]:
        """The parties that the noun phrase headed by `token` names, those coordinated with it included."""
        found: list[Party] = []
        for member in self.sentence.conjuncts(token):
            found.extend(self._of_phrase(member, allow_places, depth=3))
        return _distinct(found)

    def named_at(self, token: Token) -> bool:
        """Whether a mention that can act is headed by the token itself."""
        return any(True for _ in self._own(token, allow_places=False))

    def places_at(self, token: Token) -> tuple[Mention, ...]:
        """The place and country mentions headed by the token."""
        wanted = (EntityType.PLACE, EntityType.REGION, EntityType.COUNTRY)
        return tuple(
            mention
            for mention in self.by_root.get(token.index, ())
            if (kind := self.entity_type(mention)) in wanted
            and (mention.kind is MentionKind.NAME or kind is EntityType.PLACE)
        )

    def holders(self, noun: Token) -> tuple[Party, ...]:
        """The parties that a noun's possessor or nationality names: "Israel's", "Turkish"."""
        found: list[Party] = []
        for child in self.sentence.children(noun, *_POSSESSORS):
            if child.lemma == "lead" and child.tag == "VBN":
                found.extend(
                    party for each in self.sentence.children(child) for party in self._own(each, allow_places=False)
                )
            owner = self._antecedent(child) if child.tag == "WP$" else child
            for member in self.sentence.conjuncts(owner):
                found.extend(self._own(member, allow_places=False))
        return _distinct(found)

    def _antecedent(self, whose: Token) -> Token:
        """The noun whose relative clause "whose" opens."""
        for above in self.sentence.ancestors(whose):
            if above.dep == "relcl" and (noun := self.sentence.head(above)) is not None:
                return noun
        return whose

    def _of_phrase(self, token: Token, allow_places: bool, depth: int) -> Iterator[Party]:
        own = list(self._own(token, allow_places))
        if any(child.lemma in _UNNAMED for child in self.sentence.children(token, "amod")):
            yield from (party if party.sector == Sector.COP else _unnamed(party) for party in own)
            return
        if own and not any(party.country for party in own):
            own = [self._with_country(token, party) for party in own]
        if own or depth == 0:
            yield from own
            yield from self._coordinated_nationalities(token, own)
            return
        for apposed in self.sentence.children(token, "appos"):
            own.extend(self._own(apposed, allow_places))
        if not own and (token.lemma in _PARTITIVES or token.pos in ("NUM", "DET", "PRON")):
            for member in self.sentence.preposition_objects(token, "of", "from"):
                for each in self.sentence.conjuncts(member):
                    own.extend(self._of_phrase(each, allow_places, depth - 1))
        yield from own or self._around(token, allow_places, depth)

    def _with_country(self, token: Token, party: Party) -> Party:
        """ "Iran's Ali Shamkhani" and "Litvinenko, a Russian agent" say whose they are beside the name."""
        beside = list(self.holders(token))
        for apposed in self.sentence.children(token, "appos"):
            beside.extend(self._own(apposed, allow_places=False))
        found = next((each for each in beside if each.country), None)
        if found is None:
            return party
        return dataclasses.replace(party, country=found.country, sector=party.sector or found.sector)

    def _coordinated_nationalities(self, token: Token, own: Sequence[Party]) -> Iterator[Party]:
        """ "Pakistani and Indian troops" are two parties of one sector."""
        countries = {party.country for party in own}
        for child in self.sentence.children(token, "amod", "compound", "nmod"):
            members = self.sentence.conjuncts(child)
            for member in members if len(members) > 1 else ():
                for party in self._own(member, allow_places=False):
                    if party.country and party.country not in countries:
                        yield Party("", f"{member.text} {token.text}", party.country, own[0].sector, party.score)

    def _around(self, token: Token, allow_places: bool, depth: int) -> Iterator[Party]:
        """A thing stands for who owns or made it: "Israel's decision", "a statement by Hamas", "the streets of Paris"."""
        if token.pos == "PRON":
            return
        held = self.holders(token)
        yield from held
        if held:
            return
        for verb in self.sentence.children(token, "relcl", "acl"):
            for doer in self.sentence.doers(verb) if verb.lemma in _MAKING else ():
                if doer.index != token.index:
                    yield from self._own(doer, allow_places=False)
        for member in self.sentence.preposition_objects(token, "by", "of", "from", "between"):
            for each in self.sentence.conjuncts(member):
                yield from self._of_phrase(each, allow_places, depth - 1)

    def _own(self, token: Token, allow_places: bool) -> Iterator[Party]:
        for mention in self.by_root.get(token.index, ()):
            kind = self.entity_type(mention)
            if mention.sector is Sector.JRN and kind is EntityType.ORGANISATION:
                continue
            if kind in _NOT_PARTIES:
                if allow_places and mention.country_code:
                    yield self.state(mention.country_code, Sector.GOV, mention.score)
                continue
            yield Party(
                entity_id=mention.entity_id or "",
                name=self.entities[mention.entity_id].name if mention.entity_id else mention.surface,
                country=mention.country_code or "",
                sector=mention.sector or "",
                score=mention.score,
            )


def _unnamed(party: Party) -> Party:
    """Armed people of unknown make, or just unknown ones."""
    is_armed = party.sector in (Sector.REB, Sector.UAF, Sector.PRM, Sector.MIL)
    return dataclasses.replace(party, entity_id="", country="", sector=Sector.UAF if is_armed else Sector.UNK)


def principals_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The one or two states that an article is about: named most often, the second at least a third as often as the first."""
    counts = Counter(
        each.country_code for each in mentions if each.country_code and each.country_code not in BODY_CODES
    )
    first, second = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return tuple(code for code, count in (first, second) if code and 3 * count >= first[1])


def cast_of(
    sentence: Sentence,
    mentions: Iterable[Mention],
    entities: Mapping[str, Entity],
    principals: tuple[str, ...] = (),
    states: Mapping[str, Entity] | None = None,
) -> Cast:
    """The cast of a sentence: of mentions with the same head, the longest wins, so that an office beats its country."""
    row = sentence.annotation
    starts = {start: index for index, start in enumerate(row.token_start)}
    ends = {end: index for index, end in enumerate(row.token_end)}
    longest: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.start_char not in starts or mention.end_char not in ends:
            continue
        root = _root(sentence, starts[mention.start_char], ends[mention.end_char])
        held = longest.setdefault(root, [])
        if held and _length(held[0]) < _length(mention):
            held.clear()
        if not held or _length(held[0]) == _length(mention):
            held.append(mention)
    return Cast(sentence, longest, entities, principals, {} if states is None else states)


def _length(mention: Mention) -> int:
    return mention.end_char - mention.start_char


def _root(sentence: Sentence, first: int, last: int) -> int:
    """The token of a span whose head lies outside it; the last such one where the parse is broken."""
    heads = sentence.heads
    outside = [i for i in range(first, last + 1) if not first <= heads[i] <= last or heads[i] == i]
    return outside[-1] if outside else last


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """One party for each entity or name; a bare nationality gives way to an institution of the same country."""
    kept: dict[tuple[str, str, str], Party] = {}
    for party in parties:
        kept.setdefault((party.entity_id or party.name, party.country, party.sector), party)
    return tuple(kept.values())
