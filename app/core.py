"""How a route gets at the loaded core."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bodymap.explorer import Bodymap

__all__ = ["Core"]


def _core(request: Request) -> Bodymap:
    core = request.app.state.bodymap
    assert isinstance(core, Bodymap)
    return core


Core = Annotated[Bodymap, Depends(_core)]
