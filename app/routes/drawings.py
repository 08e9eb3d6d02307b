"""What follows from a drawing: its outline in every view, and the muscles that fit.

Both are safe to repeat: they only read. They are POST because a drawing does not fit into an address, and
should not stand in one.
"""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from bodymap.drawing import Drawing
from bodymap.errors import BadDrawing, UnknownName
from bodymap.explorer import Bodymap, RankResult, TraceResult

from ..core import Core, question_ids
from ..language import Lang
from ..problems import InvalidRequest, ProblemError, in_drawing, responses
from ..representation import language_headers
from ..strict_json import StrictJSONRoute

__all__ = ["RankRequest", "TraceRequest", "router"]


router = APIRouter(tags=["drawing"], route_class=StrictJSONRoute, responses=responses(400, 408, 413, 415, 422))

# Painting and ranking keep a processor busy. In a few threads of their own, any number of drawings leaves the
# threads of all other routes free.
_threads = ThreadPoolExecutor(4, "drawing")

Answer = Literal["yes", "no", "not_sure"]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    drawing: Drawing


class TraceRequest(_Request):
    """A drawing, and the views to trace it in."""

    views: tuple[str, ...] | None = Field(
        None, min_length=1, max_length=20, description="View ids; every standard view without it."
    )


class RankRequest(_Request):
    """A drawing, with what the person answered to the safety questions so far."""

    answers: dict[str, Answer] = Field(
        default_factory=dict,
        max_length=100,
        description="By question id; start empty and answer what `ask` lists.",
    )
    limit: Annotated[int, Field(strict=True, ge=1, le=100, description="At most this many muscles.")] = 10


OUTER_HIP = {
    "body": "neutral",
    "strokes": [{"view": "left", "points": [[-20, -900], [-15, -860], [-10, -820]], "radius": 30, "intensity": 7}],
}
GROIN = {"regions": [{"region": "left_groin", "intensity": 6}, {"region": "left_thigh_front"}]}

TRACE_EXAMPLES: dict[str, Any] = {
    "outer_hip": {
        "summary": "A stroke down the outside of the left hip, seen from the front and the back",
        "value": {"drawing": OUTER_HIP, "views": ["anterior", "posterior"]},
    }
}
RANK_EXAMPLES: dict[str, Any] = {
    "tapped": {
        "summary": "Left groin and front of the thigh, nothing answered yet",
        "value": {"drawing": GROIN},
    },
    "painted": {
        "summary": "A stroke on the outer hip, the three best muscles",
        "value": {"drawing": OUTER_HIP, "answers": {"unable_to_bear_weight": "no"}, "limit": 3},
    },
}


@router.post(
    "/trace", operation_id="trace_drawing", summary="Trace a drawing in every view", response_model=TraceResult
)
async def trace_drawing(
    http: Request, core: Core, request: Annotated[TraceRequest, Body(openapi_examples=TRACE_EXAMPLES)], lang: Lang
) -> Response:
    """The smooth outline of a drawing in each view, whichever it was drawn in, with its area and its name."""
    known = core.surface.view_names

    def trace() -> TraceResult:
        unknown = [
            ProblemError(pointer=f"#/views/{index}", detail=str(UnknownName("view", view, known)))
            for index, view in enumerate(request.views or ())
            if view not in known
        ]
        _check(core, request.drawing, unknown)
        return core.traced(request.drawing, request.views or known, lang)

    return await _in_turn(trace, http)


@router.post(
    "/rank", operation_id="rank_muscles", summary="Rank the muscles that fit a drawing", response_model=RankResult
)
async def rank_muscles(
    http: Request, core: Core, request: Annotated[RankRequest, Body(openapi_examples=RANK_EXAMPLES)], lang: Lang
) -> Response:
    """Safety first, then the muscles whose referred pain fits the drawing, each explained.

    `safety.level` is `unasked` while a question that matters is open; at `emergency` there are no matches.
    Equal fits share a rank. A drawing beside the body gives no matches and a message.
    """
    known = question_ids(core)

    def rank() -> RankResult:
        unknown = [
            ProblemError(pointer="#/answers", detail=str(UnknownName("question", name, known)))
            for name in request.answers
            if name not in known
        ]
        _check(core, request.drawing, unknown)
        return core.rank(request.drawing, request.answers, request.limit, lang)

    return await _in_turn(rank, http)


def _check(core: Bodymap, drawing: Drawing, errors: Sequence[ProblemError]) -> None:
    """Refuse a drawing with bad names or places, together with what else is wrong with its request."""
    try:
        core.check(drawing)
    except BadDrawing as bad:
        errors = [*in_drawing(bad), *errors]
    if errors:
        raise InvalidRequest(errors)


async def _in_turn(work: Callable[[], BaseModel], http: Request) -> Response:
    content = await get_running_loop().run_in_executor(_threads, lambda: work().model_dump_json())
    return Response(content, media_type="application/json", headers=language_headers(http))
