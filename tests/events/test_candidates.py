"""Sentences as news writes them, with the event that the codebook sees in each: the golden table of the coder."""

import pytest

from pipeline.events.candidates import candidates
from pipeline.events.lexicon import load_lexicon
from tests.events.casts import cast

GOLDEN = [
    ("[Israel|=ISR GOV] accused [Iran|=IRN GOV] of arming the militia.", "ACCUSE allege occurred ISR > IRN"),
    ("[Iran|=IRN GOV] was accused by [Israel|=ISR GOV].", "ACCUSE allege occurred ISR > IRN"),
    ("[France|=FRA GOV] and [Germany|=DEU GOV] condemned [Russia|=RUS GOV].", "ACCUSE disapprove occurred DEU FRA > RUS"),
    ("[Turkey|=TUR GOV] denounced the decision of [Greece|=GRC GOV].", "ACCUSE disapprove occurred TUR > GRC"),
    ("[Egypt|=EGY GOV] and [Sudan|=SDN GOV] signed a trade agreement on Monday.", "SUPPORT - occurred EGY SDN"),
    ("[Egypt|=EGY GOV] signed an accord with [Sudan|=SDN GOV].", "SUPPORT - occurred EGY SDN"),
    ("[Egypt|=EGY GOV] will sign an accord with [Sudan|=SDN GOV] next week.", "AGREE - planned EGY SDN"),
    ("The [Polish president|POL GOV] visited [Lithuania|=LTU GOV].", "CONSULT visit occurred POL > LTU"),
    ("The [Polish president|POL GOV] arrived in [Vilnius|@LTU] on Monday.", "CONSULT visit occurred POL > LTU"),
    ("The [Polish president|POL GOV] will visit [Lithuania|=LTU GOV].", "AGREE - planned POL > LTU"),
    ("[Diplomats from China|CHN GOV] held talks with [Indian officials|IND GOV].", "CONSULT - occurred CHN IND"),
    ("The talks between [China|=CHN GOV] and [India|=IND GOV] ended on Friday.", "CONSULT - occurred CHN IND"),
    ("[Japan|=JPN GOV] gave [Kenya|=KEN GOV] a loan of 20 million dollars.", "AID - occurred JPN > KEN"),
    ("[Japan|=JPN GOV] pledged aid to [Kenya|=KEN GOV].", "AGREE - planned JPN > KEN"),
    ("[Eritrea|=ERI GOV] refused to release the [Ethiopian prisoners|ETH CVL].", "REJECT yield occurred ERI > ETH"),
    ("[Eritrea|=ERI GOV] released the [Ethiopian prisoners|ETH CVL].", "RETREAT release occurred ERI > ETH"),
    ("[Eritrea|=ERI GOV] agreed to release the [Ethiopian prisoners|ETH CVL].", "CONCEDE - planned ERI > ETH"),
    ("[Britain|=GBR GOV] urged [Libya|=LBY GOV] to free the hostages.", "REQUEST yield occurred GBR > LBY"),
    ("[Britain|=GBR GOV] called on [Libya|=LBY GOV] to resume talks.", "REQUEST meet occurred GBR > LBY"),
    ("[Cuba|=CUB GOV] rejected a demand by [Spain|=ESP GOV].", "REJECT change occurred CUB > ESP"),
    ("[North Korea|=PRK GOV] threatened to attack [South Korea|=KOR GOV].", "THREATEN violence occurred PRK > KOR"),
    ("[Students|VEN CVL] protested against the [government|VEN GOV].", "PROTEST demo occurred VEN > VEN"),
    ("The [United States|=USA GOV] imposed sanctions on [Myanmar|=MMR GOV].", "SANCTION - occurred USA > MMR"),
    ("[Canada|=CAN GOV] expelled a [Chinese diplomat|CHN GOV].", "SANCTION expel occurred CAN > CHN"),
    ("[Ecuador|=ECU GOV] broke off diplomatic relations with [Colombia|=COL GOV].", "SANCTION discontinue occurred ECU > COL"),
    ("[Russia|=RUS GOV] deployed troops along the border.", "MOBILIZE troops occurred RUS"),
    ("[Police|KEN COP] arrested two [opposition leaders|KEN OPP].", "COERCE arrest occurred KEN > KEN"),
    ("[Rebels|COL REB] killed three [soldiers|COL MIL] on Sunday.", "ASSAULT targeted occurred COL > COL"),
    ("Three [soldiers|COL MIL] were killed on Sunday.", "ASSAULT targeted occurred - > COL"),
    ("[Israeli warplanes|ISR MIL] bombed [Syrian positions|SYR MIL].", "ASSAULT aerial occurred ISR > SYR"),
    ("[Pakistani|PAK MIL] and [Indian troops|IND MIL] clashed in Kashmir.", "ASSAULT - occurred IND PAK"),
    ("[Uganda|=UGA GOV] withdrew its troops from [Congo|=COD GOV].", "RETREAT withdraw occurred UGA > COD"),
    ("[Japan|=JPN GOV] apologised to [South Korea|=KOR GOV].", "CONCEDE - occurred JPN > KOR"),
    ("[India|=IND GOV] and [Nepal|=NPL GOV] held joint military exercises.", "COOPERATE - occurred IND NPL"),
    ("The [minister|PER GOV] cancelled a visit to [Chile|=CHL GOV].", "REJECT meet occurred PER > CHL"),
    ("[Kenya|=KEN GOV] exchanged views with [Uganda|=UGA GOV].", "CONSULT - occurred KEN UGA"),
    ("[Kenya|=KEN GOV] has launched a mediation effort between [Sudan|=SDN GOV] and [Chad|=TCD GOV].", "CONSULT third-party occurred KEN > SDN TCD"),
    ("[Kenya|=KEN GOV] received a [Chadian delegation|TCD GOV].", "CONSULT visit occurred TCD > KEN"),
    ("[Kenya|=KEN GOV] and [Uganda|=UGA GOV] have agreed a trade deal.", "SUPPORT - occurred KEN UGA"),
    ("[Malta|=MLT GOV] offered to send troops to [Niger|=NER GOV].", "AGREE - planned MLT > NER"),
    ("[Malta|=MLT GOV] is ready to hold talks with [Tunisia|=TUN GOV].", "AGREE - planned MLT > TUN"),
    ("[Gabon|=GAB GOV] accepted mediation by [Togo|=TGO GOV].", "AGREE - planned GAB > TGO"),
    ("[Italy|=ITA GOV] pledged its full support for [Libya|=LBY GOV].", "SUPPORT - occurred ITA > LBY"),
    ("[Peru|=PER GOV] accepted the demands of the [strikers|PER LAB].", "CONCEDE - planned PER > PER"),
    ("[Peru|=PER GOV] declared an end to its military operation in [Bolivia|=BOL GOV].", "CONCEDE - occurred PER > BOL"),
    ("[Prosecutors|PER JUD] dropped all charges against the [opposition leader|PER OPP].", "CONCEDE - occurred PER > PER"),
    ("[China|=CHN GOV] rolled back tariffs on goods from [Chile|=CHL GOV].", "CONCEDE - occurred CHN > CHL"),
    ("[Germany|=DEU GOV] shared evidence with [Austria|=AUT GOV].", "COOPERATE - occurred AUT DEU"),
    ("[Honduras|=HND GOV] extradited a former governor to [Mexico|=MEX GOV].", "COOPERATE - occurred HND > MEX"),
    ("[Italy|=ITA GOV] opened its borders to [refugees from Albania|ALB REF].", "AID - occurred ITA > ALB"),
    ("[Italy|=ITA GOV] sent doctors and engineers to [Albania|=ALB GOV].", "AID - occurred ITA > ALB"),
    ("[Britain|=GBR GOV] returned an ancient statue to [Nigeria|=NGA GOV].", "RETREAT - occurred GBR > NGA"),
    ("The [rebels|ESP REB] gave up their remaining weapons.", "RETREAT disarm occurred ESP"),
    ("[Egypt|=EGY GOV] reopened its border with [Libya|=LBY GOV].", "RETREAT access occurred EGY > LBY"),
    ("[Brazil|=BRA GOV] sought an explanation from [Portugal|=PRT GOV].", "REQUEST - occurred BRA > PRT"),
    ("[Haitians|HTI CVL] sought asylum in [Mexico|=MEX GOV].", "REQUEST assist occurred HTI > MEX"),
    ("[Cuba|=CUB GOV] launched a scathing attack on [Spain|=ESP GOV].", "ACCUSE disapprove occurred CUB > ESP"),
    ("[Cuba|=CUB GOV] is critical of [Spain|=ESP GOV].", "ACCUSE disapprove occurred CUB > ESP"),
    ("The [police|KEN COP] questioned an [opposition leader|KEN OPP].", "ACCUSE investigate occurred KEN > KEN"),
    ("[Norway|=NOR GOV] put off a meeting with [Russia|=RUS GOV].", "REJECT meet occurred NOR > RUS"),
    ("[Norway|=NOR GOV] withdrew its invitation to the [Russian minister|RUS GOV].", "REJECT meet occurred NOR > RUS"),
    ("[Iran|=IRN GOV] reneged on its accord with [Iraq|=IRQ GOV].", "REJECT - occurred IRN > IRQ"),
    ("[London|GBR GOV] gave [Moscow|RUS GOV] a midnight deadline.", "THREATEN - occurred GBR > RUS"),
    ("[Nigeria|=NGA GOV] warned that it would expel [Chadian|TCD GOV] diplomats.", "THREATEN restrict occurred NGA > TCD"),
    ("[Protesters|IDN CVL] marched on the [Chinese embassy|CHN GOV].", "PROTEST demo occurred IDN > CHN"),
    ("[Students|IRN CVL] stormed the [British embassy|GBR GOV].", "PROTEST riot occurred IRN > GBR"),
    ("[Canada|=CAN GOV] withdrew its diplomats from [Sudan|=SDN GOV].", "SANCTION withdraw occurred CAN > SDN"),
    ("[Canada|=CAN GOV] announced a suspension of aid to [Sudan|=SDN GOV].", "SANCTION discontinue occurred CAN > SDN"),
    ("[Canada|=CAN GOV] reduced military aid to [Sudan|=SDN GOV].", "SANCTION discontinue occurred CAN > SDN"),
    ("[Russia|=RUS GOV] started manoeuvres in the Mediterranean.", "MOBILIZE troops occurred RUS"),
    ("[Russia|=RUS GOV] and [Belarus|=BLR GOV] began joint military drills.", "COOPERATE - occurred BLR RUS"),
    ("[Iran|=IRN GOV] test-fired a ballistic missile.", "MOBILIZE weapons occurred IRN"),
    ("[Police|PAK COP] fired tear gas at the [protesters|PAK CVL].", "ASSAULT crowd-control occurred PAK > PAK"),
    ("[Demonstrators|VEN CVL] threw stones at [police|VEN COP].", "ASSAULT primitive occurred VEN > VEN"),
    ("[Soldiers|MLI MIL] tortured the [villagers|MLI CVL].", "ASSAULT torture occurred MLI > MLI"),
    ("[Ethiopia|=ETH GOV] imposed a blockade on [Eritrea|=ERI GOV].", "COERCE restrict occurred ETH > ERI"),
    ("[Russia|=RUS GOV] launched a cyber attack on [Estonia|=EST GOV].", "COERCE cyber occurred RUS > EST"),
    ("The [army|NER MIL] led a coup against the [government|NER GOV].", "COERCE seize occurred NER > NER"),
    ("[Iran|=IRN GOV] threatened [Israel|=ISR GOV] with war.", "THREATEN violence occurred IRN > ISR"),
    ("[Kenya|=KEN GOV] and [Uganda|=UGA GOV] agreed to a ceasefire.", "CONCEDE - occurred KEN UGA"),
    ("[Soldiers|MLI MIL] raped several [villagers|MLI CVL].", "ASSAULT sexual occurred MLI > MLI"),
    ("[Russia|=RUS GOV] fired missiles at [Kyiv|@UKR].", "ASSAULT heavy-weapons occurred RUS > UKR"),
    ("[Spain|=ESP GOV] beat [Italy|=ITA GOV] in the final.", None),
    ("The [company|USA BUS] is fighting several legal battles with the [government|USA GOV].", None),
    ("A new virus hit [Spain|=ESP GOV].", None),
    ("[Spain|=ESP GOV] refuted the report.", None),
    ("[Norway|=NOR GOV] denied that it had attacked [Sweden|=SWE GOV].", None),
    ("[Norway|=NOR GOV] may send troops to [Mali|=MLI GOV].", None),
    ("[Norway|=NOR GOV] did not condemn [Sweden|=SWE GOV].", None),
    ("[France|=FRA GOV] will not send aid to [Syria|=SYR GOV].", "REJECT assist occurred FRA > SYR"),
    ("[Spain|=ESP GOV] vowed not to release the [Basque prisoners|ESP REB].", "REJECT yield occurred ESP > ESP"),
    ("[Norway|=NOR GOV] said that [Russia|=RUS GOV] must leave the council.", "REQUEST change occurred NOR > RUS"),
    ("[Norway|=NOR GOV] demanded that [Russia|=RUS GOV] explain itself.", "REQUEST - occurred NOR > RUS"),
]  # fmt: skip


def told(text):
    found = cast(text)
    for each in candidates(found.sentence, found, load_lexicon()):
        if each.status.is_published:
            actors = " ".join(sorted({party.country or "-" for party in each.actors}))
            recipients = " ".join(sorted({party.country or "-" for party in each.recipients}))
            yield f"{each.event_type} {each.mode or '-'} {each.status} {actors}{' > ' + recipients if recipients else ''}"


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_a_clause_is_coded_as_the_codebook_says(text, expected):
    assert list(told(text)) == ([expected] if expected else [])
