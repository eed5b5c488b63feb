"""The linker's findings as declared tables: mentions, the entities that they name, those entities' names, and roles.

Rows are counted over all articles and sorted; nothing is decided here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.entities.article import Reading
from pipeline.entities.capacity import WITHOUT_SECTOR
from pipeline.entities.draft import Draft
from pipeline.entities.identities import Identity, same_persons
from pipeline.entities.referent import Referent
from pipeline.entities.rows import (
    entities_in_order,
    given_to,
    mention_id,
    merged,
    one_each,
    relinked,
    role_id,
    roles_in_order,
)
from pipeline.entities.scene import Office
from pipeline.entities.sentence import Sentence
from pipeline.entities.spellings import NameWords
from pipeline.schema.tables.article_text import ArticleText
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.roles import Role
from pipeline.schema.vocabularies import EntityType, MentionKind, Section, Sector


@dataclass
class _Seen:
    referent: Referent
    first: dt.date
    last: dt.date
    names: Counter[str] = field(default_factory=Counter)
    capacity: Sector | None = None
    """Of a person: the sector in which the latest article speaks of him."""
    codes: set[str] = field(default_factory=set)
    guesses: set[str] = field(default_factory=set)
    sectors: set[Sector] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def take(self, later: "_Seen") -> None:
        """Take in what was seen of the same person under another spelling."""
        if later.last >= self.last:
            self.capacity = later.capacity or self.capacity
        self.first, self.last = min(self.first, later.first), max(self.last, later.last)
        self.names.update(later.names)


@dataclass
class Harvest:
    """The rows gathered from articles, which must be added in order of publication for names to be stable."""

    mentions: list[Mention] = field(default_factory=list)
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _roles: dict[str, Role] = field(default_factory=dict)

    def add(self, article: ArticleText, sentences: Sequence[Sentence], reading: Reading) -> None:
        """Take in what was found in an article."""
        day = article.published_at.date()
        texts = {Section.BODY: article.body, Section.TITLE: article.title}
        kept: dict[str, Mention] = {}
        for draft in reading.drafts:
            mention = _mention(article, sentences[draft.sentence], draft, texts)
            if kept.setdefault(mention.mention_id, mention) is mention and draft.referent is not None:
                self._see(draft.referent, day, mention.surface if draft.kind is MentionKind.NAME else None)
                if draft.kind is MentionKind.NAME:
                    self._note(self._seen[draft.referent.entity_id], draft.referent, mention)
        self.mentions.extend(kept.values())
        for office in reading.offices:
            self._hold(article, sentences[office.sentence], office, day)

    def entities(self) -> list[Entity]:
        """The entities mentioned, by type and name."""
        return entities_in_order(_entity(seen) for seen in self._seen.values())

    def entity_names(self, aliases: Mapping[str, tuple[str, ...]]) -> list[EntityName]:
        """The names of those entities: the canonical one, known aliases, and those that articles use."""
        rows: list[EntityName] = []
        for entity_id in sorted(self._seen):
            seen = self._seen[entity_id]
            for name in sorted({seen.referent.name, *aliases.get(entity_id, ()), *seen.names}):
                rows.append(EntityName(entity_id, name, name == seen.referent.name, seen.names[name]))
        return rows

    def roles(self) -> list[Role]:
        """The offices reported, by person and first report."""
        return roles_in_order(self._roles.values())

    def _see(self, referent: Referent, day: dt.date, name: str | None) -> None:
        seen = self._seen.setdefault(referent.entity_id, _Seen(referent, day, day))
        seen.first, seen.last = min(seen.first, day), max(seen.last, day)
        if name is not None:
            seen.names[name] += 1

    @staticmethod
    def _note(seen: _Seen, referent: Referent, mention: Mention) -> None:
        """Note what a mention by name tells of a person, beside the country that the person has by itself."""
        seen.capacity = mention.sector or seen.capacity
        if referent.country_code is not None:
            (seen.guesses if referent.is_guessed else seen.codes).add(referent.country_code)
        elif mention.country_code is not None:
            seen.guesses.add(mention.country_code)
        if mention.sector is not None:
            seen.sectors.add(mention.sector)
        if mention.title is not None:
            seen.titles.add(mention.title)

    def join_persons(self, known: Mapping[str, frozenset[str]], words: NameWords) -> None:
        """Make one entity of the persons who are the same under several spellings; `known` are leaders, with the countries
        and bodies of their offices. To be called once, after all articles are added."""
        persons = [
            _identity(seen, known, words)
            for seen in self._seen.values()
            if seen.referent.entity_type is EntityType.PERSON
        ]
        joined = same_persons(persons, words)
        for double, entity in sorted(joined.items()):
            self._seen[entity].take(self._seen.pop(double))
        self.mentions = [
            mention if entity is None else relinked(mention, entity)
            for mention in self.mentions
            for entity in [joined.get(mention.entity_id or "")]
        ]
        roles = (given_to(role, joined.get(role.person_id, role.person_id)) for role in self._roles.values())
        self._roles = {role.role_id: role for role in one_each(roles)}

    def _hold(self, article: ArticleText, sentence: Sentence, office: Office, day: dt.date) -> None:
        organisation = office.title.capacities[0].organisation if office.title.capacities else None
        for referent in filter(None, (office.person, organisation)):
            self._see(referent, day, None)
        row = _role(article, sentence, office, organisation, day)
        held = self._roles.get(row.role_id)
        self._roles[row.role_id] = row if held is None else merged(held, row)


def _mention(article: ArticleText, sentence: Sentence, draft: Draft, texts: Mapping[Section, str]) -> Mention:
    row = sentence.row
    start, end = row.token_start[draft.start], row.token_end[draft.end - 1]
    entity_id = draft.referent.entity_id if draft.referent else None
    return Mention(
        mention_id=mention_id(article.article_id, row.section, start, end, entity_id),
        article_id=article.article_id,
        section=row.section,
        sentence=row.sentence,
        start_char=start,
        end_char=end,
        surface=texts[row.section][start:end],
        kind=draft.kind,
        entity_id=entity_id,
        country_code=draft.code,
        sector=None if draft.code in WITHOUT_SECTOR and draft.sector is not Sector.MIL else draft.sector,
        title=draft.title,
        score=draft.score,
    )


def _entity(seen: _Seen) -> Entity:
    held = seen.referent
    return Entity(
        entity_id=held.entity_id,
        entity_type=held.entity_type,
        name=held.name,
        country_code=held.country_code,
        sector=(seen.capacity or held.sector) if held.entity_type is EntityType.PERSON else held.sector,
        wikidata_id=held.wikidata_id,
        geonames_id=held.geonames_id,
        latitude=held.latitude,
        longitude=held.longitude,
        first_seen=seen.first,
        last_seen=seen.last,
    )


def _role(
    article: ArticleText, sentence: Sentence, office: Office, organisation: Referent | None, day: dt.date
) -> Role:
    words, is_former = office.title.words, office.title.phrase.is_former
    return Role(
        role_id=role_id(office.person.entity_id, words, office.code, is_former),
        person_id=office.person.entity_id,
        title=words,
        is_former=is_former,
        organisation_id=organisation.entity_id if organisation else None,
        country_code=office.code,
        sector=office.sector,
        first_reported=day,
        last_reported=day,
        report_count=1,
        article_id=article.article_id,
        section=sentence.row.section,
        start_char=sentence.row.token_start[office.start],
        end_char=sentence.row.token_end[office.end - 1],
    )


def _identity(seen: _Seen, known: Mapping[str, frozenset[str]], words: NameWords) -> Identity:
    held = seen.referent.entity_id
    return Identity(
        entity_id=held,
        name=seen.referent.name,
        codes=known.get(held, frozenset(seen.codes)),
        guesses=frozenset(seen.guesses),
        sectors=frozenset(seen.sectors),
        titles=frozenset(seen.titles),
        mentions=seen.names.total(),
        is_known=held in known,
        is_common=words.is_common(seen.referent.name),
    )


def in_order(articles: Iterable[ArticleText]) -> list[ArticleText]:
    """Articles by publication and id."""
    return sorted(articles, key=lambda article: (article.published_at, article.article_id))
