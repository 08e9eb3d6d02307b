"""From fits to what is told: one function for each lane of a ranking's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bodymap.languages import Language
from bodymap.look_alikes import LookAlike, LookAlikeFit
from bodymap.muscle import Muscle
from bodymap.neighbours import Complaint
from bodymap.ranking import Fit
from bodymap.results import LookAlikeMatch, Match, Neighbours, PointMatch

DIGITS = 3  # of every share and score that is told
_WORTH_A_LOOK, _MOST_LOOK_ALIKES = 0.1, 4  # least score, and how many look-alikes are told


def with_ties(fits: list[Fit], limit: int) -> list[Fit]:
    """The first `limit` fits and those that share the last one's rank."""
    if len(fits) <= limit:
        return fits
    return [fit for fit in fits if fit.rank <= fits[limit - 1].rank]


def match_of(fit: Fit, muscle: Muscle, reasons: tuple[str, str], language: Language) -> Match:
    """A muscle's fit as it is told; `reasons` are for and against."""
    labels = {point.id: point.label for point in muscle.trigger_points}
    return Match(
        rank=fit.rank,
        tied=fit.tied,
        muscle=fit.muscle,
        side=fit.side,
        name=language.say(muscle.names.english),
        everyday_name=language.say(muscle.names.everyday),
        score=round(fit.score, DIGITS),
        pain_explained=round(fit.pain_explained, DIGITS),
        pattern_present=round(fit.pattern_present, DIGITS),
        trigger_points=[
            PointMatch(
                id=point.id,
                label=language.say(labels[point.id]),
                score=round(point.score, DIGITS),
                pain_explained=round(min(point.pain_explained, 1.0), DIGITS),
                pattern_present=round(min(point.pattern_present, 1.0), DIGITS),
            )
            for point in fit.points
        ],
        why=reasons[0],
        why_not=reasons[1],
        reviewed_by=muscle.reviewed_by,
    )


def look_alikes_of(
    fits: Sequence[LookAlikeFit], entries: Mapping[str, LookAlike], language: Language
) -> list[LookAlikeMatch]:
    """The best look-alikes that are worth a look."""
    return [
        LookAlikeMatch(
            id=fit.id,
            side=fit.side,
            kind=entries[fit.id].kind,
            name=language.say(entries[fit.id].names.english),
            everyday_name=language.say(entries[fit.id].names.everyday),
            score=round(fit.score, DIGITS),
            what=language.say(entries[fit.id].what_it_is[0].text),
            whom_to_see=language.say(entries[fit.id].whom_to_see[0].text),
        )
        for fit in [fit for fit in fits if fit.score >= _WORTH_A_LOOK][:_MOST_LOOK_ALIKES]
    ]


def neighbours_of(complaint: Complaint | None, language: Language) -> Neighbours | None:
    """Where to look too, for a complaint."""
    if complaint is None:
        return None
    return Neighbours(
        complaint=language.say(complaint.name),
        look_here_too=language.say(complaint.look_here_too),
        above=list(complaint.above),
        below=list(complaint.below),
        evidence=complaint.evidence,
    )
