"""The named places of the body."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bodymap.explorer import Bodymap
from bodymap.regions import bare

from ..core import Core
from ..language import Lang
from ..models import RegionEntry, RegionList
from ..parameters import Body
from ..representation import Representation
from ..shelf import KeptIn

__all__ = ["router"]

router = APIRouter(tags=["figure"])

Level = Literal["area", "fine", "union"]


@router.get("/regions", operation_id="list_regions", summary="List the regions", response_model=RegionList)
async def list_regions(
    request: Request,
    core: Core,
    shelf: KeptIn,
    lang: Lang,
    view: Annotated[str | None, Query(description="Outlines in this view only.", examples=["posterior"])] = None,
    body: Body = "neutral",
    level: Annotated[
        Level | None,
        Query(description="Coarse areas, the fine regions in them, or unions.", examples=["area"]),
    ] = None,
) -> Response:
    """Every named region with its outline in one view or in all of them."""
    regions = await shelf.get(("regions", view, body, level, lang), lambda: _regions(core, view, body, level, lang))
    return regions.respond(request)


def _regions(core: Bodymap, view: str | None, body: str, level: Level | None, lang: str) -> Representation:
    language = core.languages[lang]
    views = (view,) if view else core.surface.view_names
    outlines = {name: core.region_outlines(name, body) for name in views}
    entries = [
        RegionEntry(
            id=region.id,
            level=region.level,
            side=region.side,
            parent=region.parent,
            name=language.say(region.name),
            clinical_name=region.clinical_name,
            synonyms=[*region.words, *language.words.get(bare(region.id), ())],
            outlines={name: paths[region.id] for name, paths in outlines.items() if paths.get(region.id)},
        )
        for region in core.regions.all.values()
        if level in (None, region.level)
    ]
    return Representation.json(RegionList(data_version=core.data_version, regions=entries))
