"""How a route gets at the loaded core."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bodymap.explorer import Bodymap

__all__ = ["Core", "question_ids"]


def _core(request: Request) -> Bodymap:
    core = request.app.state.bodymap
    assert isinstance(core, Bodymap)
    return core


def question_ids(core: Bodymap) -> list[str]:
    """Ids of every question that may be answered, joint ones too."""
    red_flags = core.atlas.red_flags
    return [*(question.id for question in red_flags.questions), *(joint.id for joint in red_flags.together)]


Core = Annotated[Bodymap, Depends(_core)]
