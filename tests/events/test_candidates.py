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
    ("[Norway|=NOR GOV] denied that it had attacked [Sweden|=SWE GOV].", None),
    ("[Norway|=NOR GOV] may send troops to [Mali|=MLI GOV].", None),
    ("[Norway|=NOR GOV] did not condemn [Sweden|=SWE GOV].", None),
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
