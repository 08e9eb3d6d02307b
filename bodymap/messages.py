"""What is said beside, or instead of, a list of muscles. Patient-facing words, reading age about 11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bodymap.languages import Language
from bodymap.regions import Regions, bare

LIMITS = (
    "This map compares what you marked with drawings of where people often feel pain from each muscle. "
    "Experts disagree about how such pain arises, and even trained hands agree only moderately when they look for it. "
    "Joints, nerves and organs can hurt in the same places, and this map cannot see them. "
    "It is not a diagnosis, and a good match does not prove anything. "
    "The drawings have not yet been reviewed by a clinician."
)

# Where pain from the heart is felt.
_HEART = frozenset({"chest", "shoulder", "upper_arm", "forearm", "neck", "head", "upper_back"})
_WIDESPREAD = 0.2  # share of all skin: more than a whole leg

_OFF_FIGURE = "Nothing that you marked lies on the body. Mark a place on the body and try again."
_ERASED = "Everything that you marked has been erased. Mark a place that hurts."
_WIDE = (
    "You marked a large part of your body. Pain in many places at once is seldom explained by single muscles, "
    "so no list is shown. It is worth telling a doctor or physiotherapist about all of it. "
    "To look at one place, mark only where it hurts most."
)
_NO_MATCH = (
    "None of the muscles in this map matches what you marked. That does not mean that nothing is wrong. "
    "If the pain is strong, new or does not get better, see a doctor or physiotherapist."
)
_NOT_COVERED = (
    "This map covers the lower back, hips and legs. It does not cover the {places} yet, so it cannot say anything "
    "about pain there. If the pain is strong, new or worrying, see a doctor or physiotherapist."
)
_CHEST = " Sudden or tight chest pain, or pain that spreads to the arm, neck or jaw, is an emergency: get help now."
_PARTLY = "This map does not cover the {places} yet, so that part of what you marked is left out of the list."

TEXTS = (LIMITS, _OFF_FIGURE, _ERASED, _WIDE, _NO_MATCH, _NOT_COVERED, _CHEST, _PARTLY)  # to translate


@dataclass(frozen=True)
class Message:
    """Something to say, and whether it takes the place of matches."""

    text: str
    instead_of_matches: bool


def message_for(
    regions: Regions,
    shares: Mapping[str, float],
    share_of_skin: float,
    matched: bool | None,
    erased: bool,
    language: Language,
) -> Message | None:
    """What a drawing calls for besides matches.

    Parameters
    ----------
    regions : Regions
        Knows which areas the atlas covers.
    shares : mapping of str to float
        Share of each area that is marked, by area id.
    share_of_skin : float
        Share of all skin that is marked.
    matched : bool or None
        Whether any muscle matches; None where nobody looked.
    erased : bool
        Whether an eraser was used.
    language : Language
        The language to say it in.
    """
    if not shares:
        return Message(language.say(_ERASED if erased else _OFF_FIGURE), True)
    if share_of_skin > _WIDESPREAD:
        return Message(language.say(_WIDE), True)
    outside = [area for area in shares if area in regions.not_covered]
    if outside:
        places = language.listed([language.say(regions.all[area].name) for area in outside])
        chest = language.say(_CHEST) if any(bare(area) in _HEART for area in outside) else ""
        if len(outside) == len(shares):
            return Message(language.say(_NOT_COVERED, places=places) + chest, True)
        return Message(language.say(_PARTLY, places=places) + chest, False)
    return Message(language.say(_NO_MATCH), False) if matched is False else None
