"""What the codes of the closed lists mean, in the words of Entente's codebook; each list is explained whole.

The lists themselves, and the scores of types and modes, are in `vocabularies.py`.
Source of the ontology: PLOVER 0.8 (Open Event Data Alliance, September 2021); the wording is our own.
"""

from collections.abc import Mapping

from pipeline.schema.vocabularies import (
    DatePrecision,
    Derivation,
    EventType,
    MentionKind,
    PartyRole,
    PlacePrecision,
    QuadClass,
    Sector,
    Status,
)

EVENT_TYPES: Mapping[EventType, str] = {
    EventType.AGREE: "Commits itself to, offers or accepts cooperation that lies ahead: a coming visit, signature, delivery or truce.",
    EventType.CONSULT: "Meets, visits, telephones, negotiates or mediates, now or in the past.",
    EventType.SUPPORT: "Backs another in words or by diplomatic act: praises, recognises, restores ties, concludes or ratifies an accord.",
    EventType.CONCEDE: "Gives way in words: apologises, pardons, lifts a restriction, declares a truce or pull-out still to be carried out.",
    EventType.COOPERATE: "Works together in practice to mutual benefit: trade, joint manoeuvres, extradition, shared intelligence.",
    EventType.AID: "Hands over help of which the recipient has the benefit: funds, weapons, peacekeepers, relief, refuge, cancelled debt.",
    EventType.RETREAT: "Gives way in deed: withdraws, frees captives, lays down arms, holds fire, opens access, steps down.",
    EventType.REQUEST: "Calls on another to do or stop something, from a polite appeal to an order.",
    EventType.ACCUSE: "Finds fault with another: criticism, allegation, lawsuit, charge, inquiry.",
    EventType.REJECT: "Says no: turns down, vetoes, calls off a meeting, refuses entry.",
    EventType.THREATEN: "Announces harm or penalty that is to follow, or warns of it.",
    EventType.PROTEST: "Civilians act together in public against someone.",
    EventType.SANCTION: "Cuts back ties: embargo, expulsion of envoys, suspended aid or membership, conviction by a court.",
    EventType.MOBILIZE: "Readies or shows force without using it: deployments, alerts, one country's own manoeuvres, weapons tests.",
    EventType.COERCE: "Represses or compels short of bodily violence: arrests, seizures, bans, censorship, curfews, hacking.",
    EventType.ASSAULT: "Uses force that can hurt people or destroy things.",
}

QUAD_CLASSES: Mapping[QuadClass, str] = {
    QuadClass.VERBAL_COOPERATION: "Words and diplomacy that bring the parties together.",
    QuadClass.MATERIAL_COOPERATION: "Deeds that bring them together.",
    QuadClass.VERBAL_CONFLICT: "Words and diplomacy that set them apart.",
    QuadClass.MATERIAL_CONFLICT: "Deeds that set them apart.",
}

STATUSES: Mapping[Status, str] = {
    Status.OCCURRED: "It took place.",
    Status.ONGOING: "It was under way when reported.",
    Status.PLANNED: "It was decided or announced, and lay ahead.",
    Status.HISTORICAL: "It took place more than 30 days before the article, or is told as undated background.",
    Status.HYPOTHETICAL: "It is only supposed or conditional. In `evidence` alone.",
    Status.NEGATED: "It is said not to have happened. In `evidence` alone.",
}

DATE_PRECISIONS: Mapping[DatePrecision, str] = {
    DatePrecision.DAY: "On that day, or on each day from the first to the last.",
    DatePrecision.WEEK: "On some day of those seven.",
    DatePrecision.MONTH: "On some day of that month.",
    DatePrecision.QUARTER: "On some day of that quarter.",
    DatePrecision.YEAR: "On some day of that year.",
    DatePrecision.DECADE: "On some day of that decade.",
    DatePrecision.UNKNOWN: "The text gives no date, and none is made up.",
}

PLACE_PRECISIONS: Mapping[PlacePrecision, str] = {
    PlacePrecision.POINT: "A site: base, crossing, building.",
    PlacePrecision.CITY: "A town or city.",
    PlacePrecision.ADMIN1: "A province, state or governorate.",
    PlacePrecision.COUNTRY: "A country.",
    PlacePrecision.REGION: "An area across countries, or a sea.",
}

PARTY_ROLES: Mapping[PartyRole, str] = {
    PartyRole.ACTOR: "Does it. Where the act is mutual, every side is an actor and there is no recipient.",
    PartyRole.RECIPIENT: "Has it done to it, for it or with it; the host of a visit.",
    PartyRole.OTHER: "Has another part, such as the broker of an accord.",
}

MENTION_KINDS: Mapping[MentionKind, str] = {
    MentionKind.NAME: "By its name.",
    MentionKind.NOMINAL: "By a description, such as *the Moroccan army chief*.",
    MentionKind.METONYM: "By the name of a thing that stands for it, such as a capital for its government.",
    MentionKind.PRONOUN: "By a pronoun or other word that points back.",
}

DERIVATIONS: Mapping[Derivation, str] = {
    Derivation.COPY: "The same text, small edits, credits and headline aside.",
    Derivation.CUT: "A shortened text that adds nothing.",
    Derivation.UPDATE: "The text with new matter: a later lead, a wrap-up, a rewritten part.",
}

SECTORS: Mapping[Sector, str] = {
    Sector.GOV: "Executive government",
    Sector.MIL: "Armed forces of a state, or of an organisation",
    Sector.COP: "Police and other law enforcement",
    Sector.JUD: "Courts, judges, prosecutors",
    Sector.LEG: "Parliament and its members",
    Sector.SPY: "Intelligence services",
    Sector.PTY: "Political parties",
    Sector.OPP: "Opposition without arms",
    Sector.REB: "Armed opponents of a state",
    Sector.PRM: "Irregular forces on the side of a government",
    Sector.UAF: "Armed people whom the text does not identify",
    Sector.UNK: "Doers whom the text does not identify",
    Sector.AGR: "Farmers and farm workers",
    Sector.BUS: "Companies and business people",
    Sector.CRM: "Criminals and gangs",
    Sector.CVL: "Civilians, populations",
    Sector.EDU: "Schools, universities, students",
    Sector.ELI: "Former officials and other notables",
    Sector.JRN: "Journalists and their media",
    Sector.LAB: "Workers and trade unions",
    Sector.MED: "Health workers and bodies",
    Sector.REF: "Refugees and displaced people",
    Sector.PRE: "A code of PLOVER's list that Entente's coder does not assign",
    Sector.REL: "Religious bodies and leaders",
    Sector.SOC: "Organised civil society",
}
