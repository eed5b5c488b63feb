"""Whether a word belongs to a class of the event lexicon: by its lemma, or by who or what it is linked to."""

from pipeline.events.lexicon import Lexicon
from pipeline.events.parties import Cast
from pipeline.events.token import Token
from pipeline.schema.vocabularies import EntityType

HUMAN_LEMMAS = frozenset(
    [
        "man",
        "woman",
        "child",
        "person",
        "people",
        "suspect",
        "student",
        "worker",
        "resident",
        "journalist",
        "official",
        "leader",
        "soldier",
        "officer",
        "activist",
        "protester",
        "demonstrator",
        "member",
        "citizen",
        "national",
        "tourist",
        "pilgrim",
        "boy",
        "girl",
        "teenager",
        "driver",
        "lawyer",
        "brother",
        "sister",
        "son",
        "daughter",
        "wife",
        "husband",
        "father",
        "mother",
        "family",
        "cleric",
        "priest",
        "monk",
        "doctor",
        "nurse",
        "teacher",
        "editor",
        "writer",
        "artist",
    ]
)


def is_of(cast: Cast, lexicon: Lexicon, theme: str, token: Token, *, with_parts: bool = True) -> bool:
    """Whether the token belongs to the class `theme`: one of event_themes.csv, or a built-in one.

    With its parts "a package of aid" is aid; a captain of a ship is no ship.
    """
    if theme in lexicon.themes:
        words = lexicon.themes[theme]
        if token.lemma in words or token.text.lower() in words:
            return True
        modifiers = cast.sentence.children(token, "amod", "compound")
        if any(
            child.lemma in words or child.text.lower() in words for child in modifiers if child.tag in ("VBN", "JJ")
        ):
            return True
        return with_parts and any(inner.lemma in words for inner in cast.sentence.preposition_objects(token, "of"))
    return _is_linked_as(cast, theme, token) or _reads_as(cast, lexicon, theme, token)


def _is_linked_as(cast: Cast, theme: str, token: Token) -> bool:
    """Whether the token is linked to an entity of the kind."""
    kinds = {cast.entity_type(mention) for mention in cast.by_root.get(token.index, ())}
    match theme:
        case "igo":
            return EntityType.IGO in kinds
        case "country":
            return EntityType.COUNTRY in kinds
        case "party_place":
            return bool(kinds & {EntityType.COUNTRY, EntityType.PLACE, EntityType.REGION})
        case "person" | "person_not_media":
            return EntityType.PERSON in kinds or token.lemma in HUMAN_LEMMAS or _is_human_mention(cast, token)
        case "party":
            return bool(cast.at(token))
        case "person_or_party":
            return bool(cast.at(token)) or token.lemma in HUMAN_LEMMAS or token.tag in ("PRP", "NNP", "DT", "JJS")
    return False


def _reads_as(cast: Cast, lexicon: Lexicon, theme: str, token: Token) -> bool:
    """Whether the grammar of the token's clause makes it one of the class."""
    match theme:
        case "pronoun":
            return token.pos == "PRON"
        case "predicated":
            verb = cast.sentence.head(token)
            return verb is not None and bool(cast.sentence.predicates(verb))
        case "place_name":
            return token.tag == "NNP" and not cast.named_at(token)
        case "belligerent":
            waged = cast.sentence.children(token, "dobj")
            return token.lemma in lexicon.themes["war_campaign"] and any(
                inner.lemma in lexicon.themes["war_word"] for inner in waged
            )
        case "entrusted":
            verb = cast.sentence.head(token)
            verbs = (*(() if verb is None else cast.sentence.conjuncts(verb)), *cast.sentence.children(token, "acl"))
            duties = [duty for each in verbs for duty in cast.sentence.preposition_objects(each, "with")]
            return any(duty.tag == "VBG" and is_of(cast, lexicon, "duty", duty) for duty in duties)
        case "restrictive_law":
            return token.lemma in lexicon.themes["law"] and any(
                inner.lemma in lexicon.themes["restraint"] and inner.dep in ("relcl", "acl", "xcomp", "conj")
                for inner in cast.sentence.tokens[token.index :]
            )
        case "party_or_site":
            return cast.named_at(token) or token.pos in ("NOUN", "PROPN")
    return False


def _is_human_mention(cast: Cast, token: Token) -> bool:
    return any(
        cast.entity_type(mention) not in (EntityType.COUNTRY, EntityType.PLACE, EntityType.REGION)
        and mention.sector is not None
        for mention in cast.by_root.get(token.index, ())
    )
