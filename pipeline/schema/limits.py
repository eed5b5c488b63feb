"""The known limits of the data, in short, for the codebook; what was measured and how is in `docs/method.md`."""

from collections.abc import Mapping

LIMITS: Mapping[str, str] = {
    "Coverage": (
        "English articles only, and only those that were given. What no article tells is not there, and what many outlets "
        "tell is no larger for it. Counts of a country follow how much is written on it in English."
    ),
    "`events`": (
        "Coded by rules and a lexicon, without a person who reads each. On whole newswire articles about half to two thirds "
        "of the events drawn at random were right in type, parties and status; on leads and short reports more are. Use "
        "`confidence` to be strict. Most errors are background and comment told as news, things linked to a wrong "
        "country, guessed recipients, and private or commercial affairs. Irony, talks through third parties and events told over several "
        "sentences are mostly missed. Some doubles remain where reports of one event share no two countries, place or affair."
    ),
    "Dates": "A date is a day or longer; times of day are ignored. Where the text dates nothing, `date_inferred` says so.",
    "Places": (
        "Streets, rivers, parks and most second-level units outside the United States are not in the gazetteer. The point of "
        "a unit is that of its largest town. A town that the article does not place is the largest of its name."
    ),
    "`participants`": (
        "What a passive leaves unsaid stays unknown, also where a reader would know. The country of a bare institution "
        '("the army") is inferred from context, and is sometimes wrong.'
    ),
    "`entities`, `roles`": (
        "Persons of one name and country may be taken for one, and a person under two spellings for two; view "
        "`role_conflicts` lists offices that two hold at once. Offices are as reported, not as held: `first_reported` and "
        "`last_reported` are days of publication."
    ),
    "`stories`": (
        "Company notices filled into one form may be one story. Where two articles are of one time, which is made from the other is chance."
    ),
    "`agreements`": "As reported: `status` is the last one told, and an accord that nobody reported on again stays as it was.",
    "`quotes`": "Words in quotation marks only; indirect speech is not there. The speaker is the one whom the clause names.",
    "`dyads`": "Events without a date are left out, as are parties without a country. A mutual event counts in both directions.",
    "`evidence`": "At most 25 words, to find the place by; the article itself is not released.",
}
"""What a limit is about, a table in backquotes or a subject, and the limit."""
