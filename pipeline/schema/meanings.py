"""What the codes of the closed lists mean, in the words of Entente's codebook; each list is explained whole.

The lists themselves, and the scores of types and modes, are in `vocabularies.py`; their headings and names in `closed_lists.py`.
Source of the ontology: PLOVER 0.8 (Open Event Data Alliance, September 2021); the wording is our own.
"""

from collections.abc import Mapping

from pipeline.schema.vocabularies import (
    AgreementKind,
    AgreementStatus,
    Cause,
    Change,
    Context,
    CorrectionAction,
    DateOrigin,
    DatePrecision,
    Derivation,
    EntityType,
    EventType,
    Form,
    MentionKind,
    Mode,
    PartyRole,
    PlacePrecision,
    PublicationPrecision,
    QuadClass,
    Section,
    Sector,
    Status,
    Subject,
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

SUBJECTS: Mapping[Subject, str] = {
    Subject.SPORT: "Sport. IPTC medtop:15000000.",
    Subject.ECONOMY: "Markets, prices, results of companies, statistics. IPTC medtop:04000000, economy, business and finance.",
    Subject.CULTURE: "Film, music, books, exhibitions and those who make them. IPTC medtop:01000000, arts, culture, entertainment and media.",
    Subject.SCIENCE: "Research, space, technology, medicine. IPTC medtop:13000000, science and technology, and 07000000, health.",
    Subject.WEATHER: "Forecasts and storms. IPTC medtop:17000000.",
    Subject.DISASTER: "Earthquakes, volcanoes, landslides. IPTC medtop:03000000, disaster, accident and emergency incident.",
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

MODES: Mapping[Mode, str] = {
    Mode.VISIT: "One side goes to the other's country or seat.",
    Mode.THIRD_PARTY: "Somebody mediates between others, or takes part in their talks.",
    Mode.MULTILATERAL: "Three sides or more meet.",
    Mode.PHONE: "By telephone or video.",
    Mode.WITHDRAW: "Pulls forces or staff out; as a sanction, leaves a body or an accord.",
    Mode.RELEASE: "Lets captives or property go.",
    Mode.DISARM: "Gives up or destroys arms.",
    Mode.CEASEFIRE: "Stops fighting.",
    Mode.ACCESS: "Lets people, goods or inspectors in.",
    Mode.RESIGN: "Gives up an office.",
    Mode.ASSIST: "About help: it is asked for, or refused.",
    Mode.CHANGE: "About a policy, law or leader: a change is asked for, or refused.",
    Mode.YIELD: "About giving way (a truce, a release, a withdrawal): it is asked for, or refused.",
    Mode.MEET: "About talks: they are asked for, or refused.",
    Mode.DISAPPROVE: "Finds fault, condemns, complains.",
    Mode.INVESTIGATE: "Opens an inquiry or a case.",
    Mode.ALLEGE: "Says that another did wrong, or charges it with an offence.",
    Mode.RESTRICT: "Limits movement, trade, work or rights, or threatens to.",
    Mode.ARREST: "Takes into custody, or threatens to.",
    Mode.RELATIONS: "Threatens to cut ties.",
    Mode.EXPEL: "Sends envoys or a member away, or threatens to.",
    Mode.TERRITORY: "Threatens to take or hold territory.",
    Mode.VIOLENCE: "Threatens to use force.",
    Mode.DEMO: "A rally, march or vigil.",
    Mode.RIOT: "A protest with violence by those who protest.",
    Mode.STRIKE: "Work is laid down.",
    Mode.HUNGER: "Food is refused.",
    Mode.BOYCOTT: "Goods, a vote or an occasion are shunned.",
    Mode.OBSTRUCT: "Roads, buildings or work are blocked.",
    Mode.CONVICT: "A court finds guilty or sentences.",
    Mode.DISCONTINUE: "Ends or suspends aid, trade, talks or ties.",
    Mode.TROOPS: "Armed forces are moved, called up or exercised.",
    Mode.WEAPONS: "Weapons are deployed, tested or made ready.",
    Mode.POLICE: "Police are made ready.",
    Mode.MILITIA: "Irregular forces are made ready.",
    Mode.SEIZE: "Takes property or territory.",
    Mode.CENSOR: "Bans or closes media, or keeps news back.",
    Mode.CURFEW: "Orders people to stay indoors.",
    Mode.MARTIAL_LAW: "Declares martial law or a state of emergency.",
    Mode.DEPORT: "Sends people out of a country.",
    Mode.WITHHOLD: "Keeps back what is due: money, goods, papers.",
    Mode.MISINFORMATION: "Spreads falsehoods on purpose.",
    Mode.CYBER: "Breaks into computers, or disables them.",
    Mode.ABDUCT: "Takes people by force.",
    Mode.BEAT: "Hurts bodies without weapons.",
    Mode.TORTURE: "Tortures.",
    Mode.SEXUAL: "Sexual violence.",
    Mode.TARGETED: "Kills, or tries to kill, chosen persons.",
    Mode.DESTROY: "Destroys property.",
    Mode.PRIMITIVE: "With stones, blades, clubs, fire or the like.",
    Mode.FIREARMS: "With guns.",
    Mode.EXPLOSIVES: "With bombs, mines or grenades.",
    Mode.SUICIDE_ATTACK: "By one who dies in it on purpose.",
    Mode.AERIAL: "From aircraft.",
    Mode.DRONE: "By unmanned aircraft.",
    Mode.HEAVY_WEAPONS: "With artillery, tanks, rockets or missiles.",
    Mode.CROWD_CONTROL: "With tear gas, water cannon, truncheons or the like.",
    Mode.UNCONVENTIONAL: "With chemical, biological, radiological or nuclear means.",
}

CONTEXTS: Mapping[Context, str] = {
    Context.MILITARY: "Armed forces, arms, war.",
    Context.INTELLIGENCE: "Secret services, espionage, surveillance.",
    Context.EXECUTIVE: "Heads of state, cabinets and their decrees.",
    Context.LEGISLATIVE: "Parliaments and bills.",
    Context.ELECTION: "Elections and referendums.",
    Context.POLITICAL_INSTITUTIONS: "Constitutions, coalitions, the make-up of government.",
    Context.PRO_DEMOCRACY: "Movement towards democracy.",
    Context.PRO_AUTOCRACY: "Movement away from it: coups, juntas, one-man rule.",
    Context.ECONOMIC: "Trade, money, companies, debt.",
    Context.LEGAL: "Courts, law, prosecution.",
    Context.REPARATIONS: "Compensation for wrongs done.",
    Context.HUMAN_RIGHTS: "Human rights and their breach, war crimes among them.",
    Context.RIGHTS_FREEDOMS: "Civil liberties: speech, press, assembly.",
    Context.REPRESSION: "States against their own critics.",
    Context.HUMAN_SECURITY: "The safety and livelihood of civilians.",
    Context.GENDER: "Women, men and what parts their rights.",
    Context.LGBT: "Sexual and gender minorities.",
    Context.RELIGION_ETHNICITY: "Religious and ethnic groups.",
    Context.INEQUALITY: "Poverty and unequal shares.",
    Context.DIPLOMATIC: "Relations between states and bodies.",
    Context.TERRITORY: "Borders, sovereignty, occupation.",
    Context.PEACEKEEPING: "Peacekeepers and their missions.",
    Context.HEALTH: "Disease and medicine.",
    Context.ASYLUM: "Refuge and refugees.",
    Context.MIGRATION: "People who move, visas, borders closed to them.",
    Context.DISASTERS: "Natural disasters and accidents.",
    Context.NATURAL_RESOURCE: "Oil, gas, water, minerals, fish, timber.",
    Context.ENVIRONMENT: "Climate, pollution, wildlife.",
    Context.TECHNOLOGY: "Research, telecommunications, space.",
    Context.TERRORISM: "Violence that the text calls terrorism, and what is done about it.",
    Context.CBRN: "Chemical, biological, radiological and nuclear matters.",
    Context.CYBER: "Computers attacked or defended.",
    Context.MISINFORMATION: "Falsehoods spread, and propaganda.",
    Context.CRIME: "Crime without a political end, and gangs.",
    Context.CORRUPTION: "Bribery, fraud, embezzlement.",
    Context.ILLEGAL_DRUGS: "Drugs and cartels.",
    Context.TRAFFICKING: "Trade in people or contraband.",
}

ENTITY_TYPES: Mapping[EntityType, str] = {
    EntityType.COUNTRY: "A state, or a territory with a code of its own.",
    EntityType.IGO: "An intergovernmental body.",
    EntityType.ORGANISATION: "Any other body: ministry, army, party, company, armed movement.",
    EntityType.PERSON: "A person.",
    EntityType.GROUP: "People without an organisation, such as a population or protesters.",
    EntityType.PLACE: "A town or site.",
    EntityType.REGION: "A province, county, area across countries, or sea.",
    EntityType.AGREEMENT: "An accord with a name of its own.",
}

SECTIONS: Mapping[Section, str] = {
    Section.TITLE: "The headline, where the stored body does not hold it.",
    Section.BODY: "The stored body.",
}

FORMS: Mapping[Form, str] = {
    Form.WIRE: "Wire text with a slug line and dateline.",
    Form.TEXT: "Plain text.",
    Form.HTML: "A web page.",
    Form.FEED: "An item of a feed.",
    Form.SITEMAP: "An address in a sitemap.",
    Form.JSON: "A JSON document, or an object of one.",
    Form.JSON_LINES: "A line of JSON.",
    Form.CSV: "A row of CSV.",
    Form.PARQUET: "A row of Parquet.",
    Form.WARC: "A record of a WARC file.",
    Form.ARC: "A record of an ARC file.",
    Form.ZIP: "A zip archive, refused whole.",
    Form.TAR: "A tar archive, refused whole.",
}

PUBLICATION_PRECISIONS: Mapping[PublicationPrecision, str] = {
    PublicationPrecision.SECOND: "To the second.",
    PublicationPrecision.MINUTE: "To the minute.",
    PublicationPrecision.DAY: "To the day; the time is 00:00 UTC.",
}

DATE_ORIGINS: Mapping[DateOrigin, str] = {
    DateOrigin.STATED: "A field of the record, or of the head of a text.",
    DateOrigin.PAGE: "The page's metadata.",
    DateOrigin.FEED: "The feed that names the page.",
    DateOrigin.FILE_NAME: "The file's name.",
    DateOrigin.LINE: "A line of the text.",
    DateOrigin.DATELINE: "The dateline.",
    DateOrigin.GUESSED: "What a library finds in address and text.",
}

AGREEMENT_KINDS: Mapping[AgreementKind, str] = {
    AgreementKind.TREATY: "A treaty, pact or convention.",
    AgreementKind.ACCORD: "An accord, agreement or deal of no other kind.",
    AgreementKind.MEMORANDUM: "A memorandum of understanding.",
    AgreementKind.TRADE: "An accord on trade.",
    AgreementKind.CEASEFIRE: "A ceasefire, truce or armistice.",
    AgreementKind.COMMUNIQUE: "A communiqué or joint declaration.",
    AgreementKind.PROTOCOL: "A protocol.",
    AgreementKind.OTHER: "Any other.",
}

AGREEMENT_STATUSES: Mapping[AgreementStatus, str] = {
    AgreementStatus.ANNOUNCED: "Agreed or announced, not yet signed.",
    AgreementStatus.SIGNED: "Signed or concluded.",
    AgreementStatus.RATIFIED: "Ratified.",
    AgreementStatus.IN_FORCE: "In force.",
    AgreementStatus.SUSPENDED: "Suspended.",
    AgreementStatus.ENDED: "Ended, or left by a party.",
}

CHANGES: Mapping[Change, str] = {
    Change.ADDED: "The parent has no event of this id; `supersedes` says where it was split from.",
    Change.REVISED: "A field of it has another value; a row for each field.",
    Change.MERGED: "Reports of an event of the parent, which is no more, belong to another event now.",
    Change.REMOVED: "An event of the parent is no more, and none took its place.",
}

CAUSES: Mapping[Cause, str] = {
    Cause.FIRST_RELEASE: "There is no release before this one.",
    Cause.CORRECTION: "People corrected it, or took a correction back; the table `corrections` has the row.",
    Cause.NEW_EVIDENCE: "Articles that the parent did not have report it, or articles that reported it are there no more.",
    Cause.CODER_CHANGE: "The same articles are coded otherwise: the coder or its lexicon is another.",
    Cause.REGROUPED: "Reports or stories that were there are grouped otherwise, while other articles came or went.",
    Cause.LINKS: "The same reports; their parties or accord are linked otherwise.",
}

CORRECTION_ACTIONS: Mapping[CorrectionAction, str] = {
    CorrectionAction.SUPPRESS: "The event is not published; its id is kept for it.",
    CorrectionAction.RECODE: "The event has another type, mode or status.",
    CorrectionAction.MOVE: "The event happened in another place.",
    CorrectionAction.RE_DATE: "The event happened at another time.",
    CorrectionAction.MERGE: "The event or entity is the same as another.",
    CorrectionAction.SPLIT: "In some articles the entity is another.",
    CorrectionAction.RENAME: "The entity has another name.",
    CorrectionAction.BAN: "Some words do not mean the entity.",
}
