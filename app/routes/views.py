"""The figure, as a picture and as facts."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bodymap.explorer import ViewInfo

from ..core import Core
from ..parameters import Body, Theme, ViewId
from ..problems import responses
from ..representation import Representation
from ..shelf import KeptIn

__all__ = ["SVG", "router"]

router = APIRouter(tags=["figure"], responses=responses(404))

SVG: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture; one SVG unit is a millimetre.", "content": {"image/svg+xml": {}}}
}


@router.get(
    "/views/{view}.svg",
    operation_id="get_figure",
    summary="Draw the figure",
    response_class=Response,
    responses=SVG,
)
async def get_figure(
    request: Request, core: Core, shelf: KeptIn, view: ViewId, body: Body = "neutral", theme: Theme = "light"
) -> Response:
    """The figure in one view, its regions as named, labelled, focusable paths."""
    key = ("figure", view, body, theme)
    figure = await shelf.get(key, lambda: Representation.svg(core.figure_svg(view, body, theme)))
    return figure.respond(request)


@router.get("/views/{view}", operation_id="get_view", summary="Describe a view", response_model=ViewInfo)
async def get_view(request: Request, core: Core, shelf: KeptIn, view: ViewId, body: Body = "neutral") -> Response:
    """Azimuth, view box and the landmarks that this view shows on this body; the others under `hidden`."""
    key = ("view", view, body)
    facts = await shelf.get(key, lambda: Representation.json(core.view_info(view, body)))
    return facts.respond(request)
