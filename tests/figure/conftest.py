from __future__ import annotations

from functools import cache

import pytest

from bodymap.datadir import default_data_dir
from bodymap.figure import Theme, draw_figure
from bodymap.lineart import LineArt
from bodymap.pens import Floats
from bodymap.surface import Surface
from bodymap.svg import Document


class Studio:
    """Bodies and lines, and figures drawn from them."""

    def __init__(self) -> None:
        data = default_data_dir()
        self.surface = Surface.load(data / "bodies")
        self.lineart = LineArt.load(data / "figure.yaml", self.surface.reference.table)

    def corners(self, view: str, body: str = "neutral") -> Floats:
        camera = self.surface.camera(view, body)
        return camera.body.corners(camera.view.pose)

    def draw(self, view: str, body: str = "neutral", theme: Theme = "light") -> Document:
        return draw_figure(self.surface.camera(view, body), self.surface.outlines(view, body), self.lineart, theme)

    @cache  # noqa: B019 - one studio a run
    def text(self, view: str, body: str, theme: Theme = "light") -> str:
        return str(self.draw(view, body, theme))


@pytest.fixture(scope="package")
def studio() -> Studio:
    return Studio()
