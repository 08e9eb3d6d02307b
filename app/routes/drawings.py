"""What follows from a drawing: its outline in every view, and the muscles that fit.

Both are safe to repeat: they only read. They are POST because a drawing does not fit into an address, and
should not stand in one.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from bodymap.drawing import Drawing
from bodymap.errors import UnknownName
from bodymap.explorer import RankResult, TraceResult

from ..core import Core
from ..problems import responses

__all__ = ["RankRequest", "TraceRequest", "router"]


async def _json_only(request: Request) -> None:
    """Refuse other content types by name; FastAPI would find fault with the body instead."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not (
        media_type.startswith("application/") and media_type.endswith("+json")
    ):
        raise HTTPException(415, headers={"Accept": "application/json"})


router = APIRouter(
    tags=["drawing"], dependencies=[Depends(_json_only)], responses=responses(400, 413, 415, 422)
)

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
    "strokes": [
        {"view": "left", "points": [[-20, -900], [-15, -860], [-10, -820]], "radius": 30, "intensity": 7}
    ],
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


@router.post("/trace", operation_id="trace_drawing", summary="Trace a drawing in every view")
def trace_drawing(
    core: Core, request: Annotated[TraceRequest, Body(openapi_examples=TRACE_EXAMPLES)]
) -> TraceResult:
    """The smooth outline of a drawing in each view, whichever it was drawn in, with its area and its name."""
    known = core.surface.view_names
    for index, view in enumerate(request.views or ()):
        if view not in known:
            raise UnknownName("view", view, known, f"views/{index}")
    core.check(request.drawing)
    return core.traced(request.drawing, request.views or known)


@router.post("/rank", operation_id="rank_muscles", summary="Rank the muscles that fit a drawing")
def rank_muscles(
    core: Core, request: Annotated[RankRequest, Body(openapi_examples=RANK_EXAMPLES)]
) -> RankResult:
    """Safety first, then the muscles whose referred pain fits the drawing, each explained.

    `safety.level` is `unasked` while a question that matters is open; at `emergency` there are no matches.
    Equal fits share a rank. A drawing beside the body gives no matches and a message.
    """
    core.check(request.drawing)
    return core.rank(request.drawing, request.answers, request.limit)
