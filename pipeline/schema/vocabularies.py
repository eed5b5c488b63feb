"""Closed lists of the codebook: event types, modes, sectors, statuses, precisions, contexts and the like.

Open knowledge (countries, role nouns, verbs) is data under `seeds/reference`, not code.
Source of the ontology: PLOVER 0.8 (Open Event Data Alliance, September 2021), with the decisions of Entente's codebook.
"""

from enum import StrEnum

BODY_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC"})
"""Codes that stand in the place of a country's for bodies that are no state, and so have no government, army or people."""

WITHOUT_SECTOR = BODY_CODES - {"MNC"}
"""Codes of bodies whose actors have no sector but for their troops."""


class QuadClass(StrEnum):
    """PLOVER's four-way split of events."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


class EventType(StrEnum):
    """The sixteen PLOVER event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"

    @property
    def quad_class(self) -> QuadClass:
        """The quad class that every event of this type has."""
        return _QUAD_CLASS[self]


_Q = QuadClass
_QUAD_CLASS = {
    EventType.AGREE: _Q.VERBAL_COOPERATION,
    EventType.CONSULT: _Q.VERBAL_COOPERATION,
    EventType.SUPPORT: _Q.VERBAL_COOPERATION,
    EventType.CONCEDE: _Q.VERBAL_COOPERATION,
    EventType.COOPERATE: _Q.MATERIAL_COOPERATION,
    EventType.AID: _Q.MATERIAL_COOPERATION,
    EventType.RETREAT: _Q.MATERIAL_COOPERATION,
    EventType.REQUEST: _Q.VERBAL_CONFLICT,
    EventType.ACCUSE: _Q.VERBAL_CONFLICT,
    EventType.REJECT: _Q.VERBAL_CONFLICT,
    EventType.THREATEN: _Q.VERBAL_CONFLICT,
    EventType.PROTEST: _Q.MATERIAL_CONFLICT,
    EventType.SANCTION: _Q.MATERIAL_CONFLICT,
    EventType.MOBILIZE: _Q.MATERIAL_CONFLICT,
    EventType.COERCE: _Q.MATERIAL_CONFLICT,
    EventType.ASSAULT: _Q.MATERIAL_CONFLICT,
}


class Mode(StrEnum):
    """Modes that refine a type; `MODES` says which type admits which, with its score."""

    VISIT = "visit"
    THIRD_PARTY = "third-party"
    MULTILATERAL = "multilateral"
    PHONE = "phone"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    DISARM = "disarm"
    CEASEFIRE = "ceasefire"
    ACCESS = "access"
    RESIGN = "resign"
    ASSIST = "assist"
    CHANGE = "change"
    YIELD = "yield"
    MEET = "meet"
    DISAPPROVE = "disapprove"
    INVESTIGATE = "investigate"
    ALLEGE = "allege"
    RESTRICT = "restrict"
    ARREST = "arrest"
    RELATIONS = "relations"
    EXPEL = "expel"
    TERRITORY = "territory"
    VIOLENCE = "violence"
    DEMO = "demo"
    RIOT = "riot"
    STRIKE = "strike"
    HUNGER = "hunger"
    BOYCOTT = "boycott"
    OBSTRUCT = "obstruct"
    CONVICT = "convict"
    DISCONTINUE = "discontinue"
    TROOPS = "troops"
    WEAPONS = "weapons"
    POLICE = "police"
    MILITIA = "militia"
    SEIZE = "seize"
    CENSOR = "censor"
    CURFEW = "curfew"
    MARTIAL_LAW = "martial-law"
    DEPORT = "deport"
    WITHHOLD = "withhold"
    MISINFORMATION = "misinformation"
    CYBER = "cyber"
    ABDUCT = "abduct"
    BEAT = "beat"
    TORTURE = "torture"
    SEXUAL = "sexual"
    TARGETED = "targeted"
    DESTROY = "destroy"
    PRIMITIVE = "primitive"
    FIREARMS = "firearms"
    EXPLOSIVES = "explosives"
    SUICIDE_ATTACK = "suicide-attack"
    AERIAL = "aerial"
    DRONE = "drone"
    HEAVY_WEAPONS = "heavy-weapons"
    CROWD_CONTROL = "crowd-control"
    UNCONVENTIONAL = "unconventional"


_T, _M = EventType, Mode

TYPE_SCORES: dict[EventType, float] = {
    _T.AGREE: 2.5,
    _T.CONSULT: 2.5,
    _T.SUPPORT: 5.0,
    _T.CONCEDE: 4.5,
    _T.COOPERATE: 9.5,
    _T.AID: 10.0,
    _T.RETREAT: 6.5,
    _T.REQUEST: 0.0,
    _T.ACCUSE: -3.0,
    _T.REJECT: -2.0,
    _T.THREATEN: -3.5,
    _T.PROTEST: -5.0,
    _T.SANCTION: -6.0,
    _T.MOBILIZE: -5.5,
    _T.COERCE: -7.0,
    _T.ASSAULT: -9.0,
}
"""Cooperation–conflict score of a type whose mode is not stated."""

MODES: dict[EventType, dict[Mode, float]] = {
    _T.CONSULT: {_M.VISIT: 4, _M.THIRD_PARTY: 1, _M.MULTILATERAL: 4, _M.PHONE: 1.5},
    _T.RETREAT: {
        _M.WITHDRAW: 8,
        _M.RELEASE: 6.5,
        _M.DISARM: 10,
        _M.CEASEFIRE: 7.5,
        _M.ACCESS: 6.5,
        _M.RESIGN: 4.5,
    },
    _T.REQUEST: {_M.ASSIST: 0.5, _M.CHANGE: -1, _M.YIELD: -1, _M.MEET: 0},
    _T.ACCUSE: {_M.DISAPPROVE: -2, _M.INVESTIGATE: -3.5, _M.ALLEGE: -3.5},
    _T.REJECT: {_M.ASSIST: -1.5, _M.CHANGE: -2, _M.YIELD: -2, _M.MEET: -2},
    _T.THREATEN: {
        _M.RESTRICT: -3,
        _M.ARREST: -3.5,
        _M.RELATIONS: -3.5,
        _M.EXPEL: -3.5,
        _M.TERRITORY: -4,
        _M.VIOLENCE: -3.5,
    },
    _T.PROTEST: {
        _M.DEMO: -5,
        _M.RIOT: -7,
        _M.STRIKE: -5,
        _M.HUNGER: -4.5,
        _M.BOYCOTT: -4.5,
        _M.OBSTRUCT: -4.5,
    },
    _T.SANCTION: {_M.CONVICT: -6, _M.EXPEL: -5.5, _M.WITHDRAW: -6, _M.DISCONTINUE: -6},
    _T.MOBILIZE: {_M.TROOPS: -6.5, _M.WEAPONS: -6.5, _M.POLICE: -5.5, _M.MILITIA: -6},
    _T.COERCE: {
        _M.SEIZE: -7,
        _M.RESTRICT: -7,
        _M.CENSOR: -6.5,
        _M.CURFEW: -6.5,
        _M.MARTIAL_LAW: -7.5,
        _M.ARREST: -7,
        _M.DEPORT: -7,
        _M.WITHHOLD: -7,
        _M.MISINFORMATION: -6.5,
        _M.CYBER: -7,
    },
    _T.ASSAULT: {
        _M.ABDUCT: -8.5,
        _M.BEAT: -7.5,
        _M.TORTURE: -8.5,
        _M.SEXUAL: -8.5,
        _M.TARGETED: -9.5,
        _M.DESTROY: -8.5,
        _M.PRIMITIVE: -8,
        _M.FIREARMS: -9,
        _M.EXPLOSIVES: -9,
        _M.SUICIDE_ATTACK: -9.5,
        _M.AERIAL: -9.5,
        _M.DRONE: -9.5,
        _M.HEAVY_WEAPONS: -9.5,
        _M.CROWD_CONTROL: -7.5,
        _M.UNCONVENTIONAL: -10,
    },
}
"""The modes that each type admits, with the score of the pair."""


def score_of(event_type: EventType, mode: Mode | None) -> float:
    """The cooperation–conflict score of a type and mode, from −10 to 10; KeyError where the type does not admit the mode."""
    return TYPE_SCORES[event_type] if mode is None else float(MODES[event_type][mode])


class Status(StrEnum):
    """How far the act has come, as the clause tells it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"

    @property
    def is_published(self) -> bool:
        """Whether an event of this status enters the events table."""
        return self not in (Status.HYPOTHETICAL, Status.NEGATED)


class DatePrecision(StrEnum):
    """The span that a date stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    UNKNOWN = "unknown"


class PublicationPrecision(StrEnum):
    """How exactly an article's publication time is known."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class DateOrigin(StrEnum):
    """What says when an article was published."""

    STATED = "stated"
    PAGE = "page"
    FEED = "feed"
    FILE_NAME = "file_name"
    LINE = "line"
    DATELINE = "dateline"
    GUESSED = "guessed"


class PlacePrecision(StrEnum):
    """The size of what a place name stands for."""

    POINT = "point"
    CITY = "city"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    REGION = "region"


class Sector(StrEnum):
    """PLOVER's sectors of actors and recipients."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    SPY = "SPY"
    PTY = "PTY"
    OPP = "OPP"
    REB = "REB"
    PRM = "PRM"
    UAF = "UAF"
    UNK = "UNK"
    AGR = "AGR"
    BUS = "BUS"
    CRM = "CRM"
    CVL = "CVL"
    EDU = "EDU"
    ELI = "ELI"
    JRN = "JRN"
    LAB = "LAB"
    MED = "MED"
    REF = "REF"
    PRE = "PRE"
    REL = "REL"
    SOC = "SOC"


def sector_under(code: str | None, sector: Sector | None) -> Sector | None:
    """What is left of a sector under the code of a country or body: bodies have none but for their troops."""
    return None if code in WITHOUT_SECTOR and sector is not Sector.MIL else sector


class PartyRole(StrEnum):
    """The part that a participant has in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    OTHER = "other"


class EntityType(StrEnum):
    """The kinds of entity that names are linked to."""

    COUNTRY = "country"
    IGO = "igo"
    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    REGION = "region"
    AGREEMENT = "agreement"


class MentionKind(StrEnum):
    """How a text refers to an entity."""

    NAME = "name"
    NOMINAL = "nominal"
    METONYM = "metonym"
    PRONOUN = "pronoun"


class Section(StrEnum):
    """The text that offsets count in: the article's stored body, or a title that its body does not hold."""

    TITLE = "title"
    BODY = "body"


class Form(StrEnum):
    """The form in which an article came in, or of the archive that was refused whole."""

    WIRE = "wire"
    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    JSON = "json"
    JSON_LINES = "json_lines"
    CSV = "csv"
    PARQUET = "parquet"
    WARC = "warc"
    ARC = "arc"
    ZIP = "zip"
    TAR = "tar"


class Subject(StrEnum):
    """What an article tells of that tells of no world affairs: IPTC Media Topics of the top level."""

    SPORT = "sport"
    ECONOMY = "economy"
    CULTURE = "culture"
    SCIENCE = "science"
    WEATHER = "weather"
    DISASTER = "disaster"


class Outcome(StrEnum):
    """What became of an input; every input has exactly one."""

    ARTICLE = "article"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class RefusalReason(StrEnum):
    """Why an input was quarantined."""

    UNREADABLE = "unreadable"
    UNKNOWN_FORM = "unknown_form"
    UNDECODABLE = "undecodable"
    MALFORMED = "malformed"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_COSTLY = "too_costly"
    NOT_AN_ARTICLE = "not_an_article"
    UNDATED = "undated"
    FUTURE_DATED = "future_dated"
    NOT_ENGLISH = "not_english"


class Derivation(StrEnum):
    """What an article is to the earlier article of its story that it is made from."""

    COPY = "copy"
    CUT = "cut"
    UPDATE = "update"


class AgreementKind(StrEnum):
    """What sort of accord an agreement is."""

    TREATY = "treaty"
    ACCORD = "accord"
    MEMORANDUM = "memorandum"
    TRADE = "trade"
    CEASEFIRE = "ceasefire"
    COMMUNIQUE = "communique"
    PROTOCOL = "protocol"
    OTHER = "other"


class AgreementStatus(StrEnum):
    """How far an agreement has come, as last reported."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Change(StrEnum):
    """What a release did to an event of its parent."""

    ADDED = "added"
    REVISED = "revised"
    MERGED = "merged"
    REMOVED = "removed"


class Cause(StrEnum):
    """Why a release changed an event; the first that holds."""

    FIRST_RELEASE = "first_release"
    CORRECTION = "correction"
    NEW_EVIDENCE = "new_evidence"
    CODER_CHANGE = "coder_change"
    REGROUPED = "regrouped"
    LINKS = "links"


class CorrectionAction(StrEnum):
    """What a correction by people does, to an event or to an entity."""

    SUPPRESS = "suppress"
    RECODE = "recode"
    MOVE = "move"
    RE_DATE = "re-date"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    BAN = "ban"


class Context(StrEnum):
    """PLOVER's contexts: what an event is about."""

    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    ELECTION = "election"
    POLITICAL_INSTITUTIONS = "political_institutions"
    PRO_DEMOCRACY = "pro_democracy"
    PRO_AUTOCRACY = "pro_autocracy"
    ECONOMIC = "economic"
    LEGAL = "legal"
    REPARATIONS = "reparations"
    HUMAN_RIGHTS = "human_rights"
    RIGHTS_FREEDOMS = "rights_freedoms"
    REPRESSION = "repression"
    HUMAN_SECURITY = "human_security"
    GENDER = "gender"
    LGBT = "lgbt"
    RELIGION_ETHNICITY = "religion_ethnicity"
    INEQUALITY = "inequality"
    DIPLOMATIC = "diplomatic"
    TERRITORY = "territory"
    PEACEKEEPING = "peacekeeping"
    HEALTH = "health"
    ASYLUM = "asylum"
    MIGRATION = "migration"
    DISASTERS = "disasters"
    NATURAL_RESOURCE = "natural_resource"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    TERRORISM = "terrorism"
    CBRN = "cbrn"
    CYBER = "cyber"
    MISINFORMATION = "misinformation"
    CRIME = "crime"
    CORRUPTION = "corruption"
    ILLEGAL_DRUGS = "illegal_drugs"
    TRAFFICKING = "trafficking"
