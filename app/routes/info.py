"""What is loaded, and the descriptions of the service itself."""

from __future__ import annotations

import json
from functools import lru_cache

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from bodymap.cells import CELLS
from bodymap.explorer import Bodymap

from .. import openapi, problems
from ..core import Core
from ..models import Counts, Info, Labelled, Named
from ..representation import Representation

__all__ = ["pages", "router"]

router = APIRouter(tags=["service"])
pages = APIRouter(include_in_schema=False)

DISCLAIMER = (
    "Patterns show where people often feel pain that a muscle refers; the clinical model is disputed. "
    "This is not a diagnosis, and no match does not mean that all is well."
)


BODY_NAMES = {"neutral": "Neutral", "female": "Female", "male": "Male", "larger": "Larger"}


@router.get("/info", operation_id="get_info", summary="Say what is loaded", response_model=Info)
def get_info(request: Request, core: Core) -> Response:
    """Data version and checksum, bodies, views, counts, and whether a clinician has reviewed the data."""
    return _info(core, request.app.version).respond(request)


@lru_cache(maxsize=4)
def _info(core: Bodymap, version: str) -> Representation:
    muscles = core.atlas.muscles.values()
    points = [point for muscle in muscles for point in muscle.trigger_points]
    info = Info(
        name="bodymap",
        version=version,
        data_version=core.data_version,
        data_checksum=core.data_checksum,
        bodies=[Named(id=body, name=BODY_NAMES[body]) for body in core.surface.bodies],
        views=[Labelled(id=view, label=core.view_info(view, "neutral").label) for view in core.surface.view_names],
        counts=Counts(
            muscles=len(core.atlas.muscles),
            trigger_points=len(points),
            zones=sum(len(point.zones) for point in points),
            regions=len(core.regions.fine),
            areas=len(core.regions.areas),
            cells=CELLS.count,
        ),
        reviewed=all(muscle.reviewed_by for muscle in muscles),
        disclaimer=DISCLAIMER,
    )
    return Representation.json(info)


@router.get("/openapi.json", operation_id="get_openapi", summary="Describe this interface", include_in_schema=False)
def get_openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return _openapi(request.app).respond(request)


@lru_cache(maxsize=4)
def _openapi(app: FastAPI) -> Representation:
    return Representation.of(json.dumps(openapi.complete(app.openapi())), "application/json")


@pages.get("/problems/{name}", operation_id="get_problem_type")
def get_problem_type(name: str) -> Response:
    """What a problem type means, for whoever follows its link."""
    for status, known in problems.TYPES.items():
        if name == known.name:
            return PlainTextResponse(f"{known.name} (HTTP {status}, {known.title})\n\n{known.detail}\n")
    raise HTTPException(404)
