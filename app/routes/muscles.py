"""The muscles and the patterns of pain that they refer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bodymap.explorer import PatternResult
from bodymap.muscle import Muscle

from ..core import Core
from ..language import Lang
from ..models import MuscleList, MuscleSummary, RegionKinds
from ..parameters import Body, MuscleId, Side, Theme, TriggerPoint, ViewId
from ..problems import responses
from ..representation import Representation
from ..shelf import KeptIn
from .views import SVG

__all__ = ["router"]

router = APIRouter(prefix="/muscles", tags=["muscles"])

RegionQuery = Annotated[
    str | None,
    Query(description="Only muscles that refer pain to this region.", max_length=64, examples=["left_hip"]),
]
Words = Annotated[
    str | None,
    Query(description="Only muscles that these words find.", max_length=100, examples=["glute med"]),
]


@router.get("", operation_id="list_muscles", summary="List the muscles", response_model=MuscleList)
def list_muscles(request: Request, core: Core, lang: Lang, region: RegionQuery = None, q: Words = None) -> Response:
    """All muscles, or those that words find, or that refer pain to a region: essential before spillover."""
    found = core.find_muscles(q, lang) if q else tuple(core.atlas.muscles.values())
    if region is None:
        entries = [_summary(muscle) for muscle in found]
    else:
        kinds = {
            muscle: RegionKinds(essential=essential, spillover=spillover)
            for muscle, (essential, spillover) in core.muscles_in(region).items()
        }
        entries = [_summary(muscle, kinds[muscle.id]) for muscle in found if muscle.id in kinds]
        entries.sort(key=lambda entry: not kinds[entry.id].essential)
    muscles = MuscleList(data_version=core.data_version, muscles=core.languages[lang].translated(entries))
    return Representation.json(muscles).respond(request)


@router.get(
    "/{muscle}",
    operation_id="get_muscle",
    summary="Give a muscle's whole entry",
    response_model=Muscle,
    responses=responses(404),
)
def get_muscle(request: Request, core: Core, muscle: MuscleId, lang: Lang) -> Response:
    """Names, trigger points, zones with their evidence and sources, as curated."""
    return Representation.json(core.languages[lang].translated(core.muscle(muscle, lang))).respond(request)


@router.get(
    "/{muscle}/pattern",
    operation_id="get_pattern",
    summary="Outline a muscle's pattern",
    response_model=PatternResult,
    responses=responses(404),
)
async def get_pattern(
    request: Request,
    core: Core,
    shelf: KeptIn,
    muscle: MuscleId,
    side: Side = "left",
    trigger_point: TriggerPoint = None,
    body: Body = "neutral",
) -> Response:
    """SVG paths of essential, spillover and local pain, and trigger points, in every view that shows any."""

    def outline() -> Representation:
        return Representation.json(core.pattern(muscle, side, trigger_point, body))

    pattern = await shelf.get(("pattern", muscle, side, trigger_point, body), outline)
    return pattern.respond(request)


@router.get(
    "/{muscle}/pattern/{view}.svg",
    operation_id="get_pattern_figure",
    summary="Draw a muscle's pattern on the figure",
    response_class=Response,
    responses=SVG | responses(404),
)
async def get_pattern_figure(
    request: Request,
    core: Core,
    shelf: KeptIn,
    muscle: MuscleId,
    view: ViewId,
    side: Side = "left",
    trigger_point: TriggerPoint = None,
    body: Body = "neutral",
    theme: Theme = "light",
) -> Response:
    """Essential pain solid, spillover stippled, an X at each trigger point."""

    def draw() -> Representation:
        return Representation.svg(core.pattern_svg(muscle, view, side, trigger_point, body, theme))

    figure = await shelf.get(("pattern", muscle, view, side, trigger_point, body, theme), draw)
    return figure.respond(request)


def _summary(muscle: Muscle, kinds: RegionKinds | None = None) -> MuscleSummary:
    return MuscleSummary(
        id=muscle.id,
        name=muscle.names.english,
        latin=muscle.names.latin,
        everyday_name=muscle.names.everyday,
        synonyms=list(muscle.synonyms),
        trigger_points=[point.id for point in muscle.trigger_points],
        region_kinds=kinds,
        reviewed_by=muscle.reviewed_by,
    )
