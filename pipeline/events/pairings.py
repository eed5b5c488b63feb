"""Whether those who act on one side do so with each other too, or each with the other side alone: "A and B signed accords with C".

Who stands on which side is decided in `sides`.
"""

from pipeline.events.candidate import Candidate
from pipeline.events.grammar import Sentence
from pipeline.schema.vocabularies import EventType, Mode


def is_one_by_one(sentence: Sentence, found: Candidate) -> bool:
    """Whether each of several does it with the other side only: by telephone, or in as many accords as there are pairs."""
    sides = [{party.country or party.name for party in side} for side in (found.actors, found.recipients)]
    if not all(sides) or max(map(len, sides)) < 2 or sides[0] & sides[1]:
        return False
    if found.mode is Mode.PHONE:
        return True
    are_many = any(each.tag == "NNS" for each in sentence.objects(found.trigger))
    return found.event_type is EventType.SUPPORT and found.frame.pos == "verb" and are_many
