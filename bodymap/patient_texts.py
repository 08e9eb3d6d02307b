"""Which texts a patient reads: what every language must have."""

from __future__ import annotations

from collections.abc import Iterator

from bodymap import messages, words
from bodymap.explorer import Bodymap
from bodymap.muscle import Muscle
from bodymap.strict_yaml import Where
from bodymap.views import VIEWS

__all__ = ["muscle_texts", "patient_texts"]

_FACTS = ("actions", "symptoms", "provokes", "relieves", "activation", "perpetuating")
_SELF_CARE = ("pressure", "stretch", "cautions")


def muscle_texts(muscle: Muscle) -> Iterator[tuple[Where, str]]:
    """A muscle's texts for patients, each with its place in the entry. Clinical texts are not among them."""
    yield ("names", "english"), muscle.names.english
    yield ("names", "everyday"), muscle.names.everyday
    yield ("depth", "text"), muscle.depth.text
    for field in _FACTS:
        for index, fact in enumerate(getattr(muscle, field)):
            yield (field, index, "text"), fact.text
    for field in _SELF_CARE:
        for index, fact in enumerate(getattr(muscle.self_care, field)):
            yield ("self_care", field, index, "text"), fact.text
    for i, point in enumerate(muscle.trigger_points):
        here: Where = ("trigger_points", i)
        yield (*here, "label"), point.label
        yield (*here, "place"), point.place
        for j, zone in enumerate(point.zones):
            yield (*here, "zones", j, "name"), zone.name


def patient_texts(core: Bodymap) -> tuple[str, ...]:
    """Every text that a patient may read, in English."""
    found: list[str] = [text for muscle in core.atlas.muscles.values() for _, text in muscle_texts(muscle)]
    general = core.atlas.general
    found += [
        fact.text for facts in (general.limits, general.self_care_dose, general.self_care_cautions) for fact in facts
    ]
    found += [caution.question for caution in core.atlas.cautions.values()]
    found += [region.name for region in core.regions.all.values()]
    found += [*words.SENTENCES, *words.ASPECTS, "{first} and {last}", *messages.TEXTS]
    found += [view.label for view in VIEWS.values()]
    for each in core.atlas.look_alikes.values():
        found += [each.names.english, each.names.everyday]
        for facts in (each.what_it_is, each.likely, each.less_likely, each.what_to_do, each.whom_to_see):
            found += [fact.text for fact in facts]
    for complaint in core.atlas.complaints:
        found += [complaint.name, complaint.look_here_too]
    for page in core.atlas.about.values():
        found += [page.title, page.summary, *(fact.text for fact in page.paragraphs)]
    found += _safety_texts(core)
    return tuple(dict.fromkeys(found))


def _safety_texts(core: Bodymap) -> Iterator[str]:
    flags = core.atlas.red_flags
    for question in flags.questions:
        yield from (text for text in (question.question, question.help, question.message, question.action) if text)
    for joint in flags.together:
        yield from (text for text in (joint.question, joint.help, joint.message, joint.action) if text)
    yield from (text for text in flags.actions.model_dump().values() if isinstance(text, str))
    for note in flags.notes.model_dump().values():
        yield note if isinstance(note, str) else note["text"]
