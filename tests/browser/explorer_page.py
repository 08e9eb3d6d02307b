"""The page as a person uses it: marks, answers, looks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

Points = Sequence[tuple[float, float]]
Device = Literal["mouse", "touch", "pen"]

OUTER_HIP_LEFT_VIEW = ((-40.0, -930.0), (-20.0, -890.0), (-10.0, -850.0))
OUTER_THIGH_LEFT_VIEW = ((0.0, -860.0), (-15.0, -700.0), (-20.0, -540.0))
BACK_OF_THIGH = ((-110.0, -980.0), (-115.0, -800.0), (-120.0, -560.0))


class ExplorerPage:
    """One open page.

    Attributes
    ----------
    complaints : list of str
        What the browser complained about: console errors, exceptions, refused content.
    ranks, traces : list of dict
        Bodies sent to /rank and /trace, in order.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        self.ranks: list[dict[str, Any]] = []
        self.traces: list[dict[str, Any]] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._note)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _note(self, request: Request) -> None:
        for name, bodies in (("rank", self.ranks), ("trace", self.traces)):
            if request.method == "POST" and request.url.endswith(f"/api/v1/{name}"):
                bodies.append(dict(request.post_data_json or {}))

    def open(self, fragment: str = "") -> ExplorerPage:
        """Go to the page and wait until every figure is there."""
        self.page.goto(self.url + fragment)
        return self.ready()

    def ready(self) -> ExplorerPage:
        """Wait until the page stands."""
        expect(self.page.locator("html")).to_have_attribute("data-ready", "true", timeout=20_000)
        return self

    # -- the figure -----------------------------------------------------------------------------
    def figure(self, view: str) -> Locator:
        """One view on the stage."""
        return self.page.locator(f'.pane[data-view="{view}"]')

    def show(self, view: str) -> None:
        """Choose a view by its button."""
        self.page.locator(".rail").get_by_text(view, exact=True).click()

    def tool(self, name: str) -> None:
        """Take a tool."""
        self.page.get_by_role("radio", name=name).check()

    def on_screen(self, view: str, points: Points) -> list[tuple[float, float]]:
        """Where picture points (mm) lie on the screen (px)."""
        scale, left, top = (
            self.figure(view)
            .locator(".body-picture")
            .evaluate("svg => { const m = svg.getScreenCTM(); return [m.a, m.e, m.f]; }")
        )
        return [(left + x * scale, top + y * scale) for x, y in points]

    def paint(self, view: str, points: Points, device: Device = "mouse", lift: bool = True) -> None:
        """Draw along points of a view with the tool in hand."""
        path = _walk(self.on_screen(view, points))
        if device == "mouse":
            self.page.mouse.move(*path[0])
            self.page.mouse.down()
            for at in path[1:]:
                self.page.mouse.move(*at)
            if lift:
                self.page.mouse.up()
            return
        session = self.page.context.new_cdp_session(self.page)
        if device == "touch":
            for kind, at in _phases(path):
                finger = [] if kind == "touchEnd" else [{"x": at[0], "y": at[1], "force": 0.5}]
                session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": finger})
        else:
            kinds = {"touchStart": "mousePressed", "touchMove": "mouseMoved", "touchEnd": "mouseReleased"}
            for kind, at in _phases(path):
                session.send(
                    "Input.dispatchMouseEvent",
                    {"type": kinds[kind], "x": at[0], "y": at[1], "button": "left", "buttons": 1, "clickCount": 1,
                     "pointerType": "pen", "force": 0.6},
                )  # fmt: skip
        session.detach()

    def tap(self, view: str, point: tuple[float, float]) -> None:
        """Tap a point of a view (mm)."""
        self.page.mouse.click(*self.on_screen(view, [point])[0])

    def painted(self, view: str) -> dict[str, float] | None:
        """Box (mm) of all marks that the server traced in a view, None where it shows none."""
        box: dict[str, float] | None = (
            self.figure(view)
            .locator(".paint-layer")
            .evaluate(
                """layer => {
                const paths = [...layer.querySelectorAll('.tint:not(.pending)')].filter((p) => p.getAttribute('d'));
                if (paths.length === 0 || layer.querySelector('.stroke')) return null;
                const boxes = paths.map((path) => path.getBBox());
                const x = Math.min(...boxes.map((b) => b.x)), y = Math.min(...boxes.map((b) => b.y));
                const right = Math.max(...boxes.map((b) => b.x + b.width));
                const bottom = Math.max(...boxes.map((b) => b.y + b.height));
                return { x, y, right, bottom, area: (right - x) * (bottom - y) };
            }"""
            )
        )
        return box

    # -- the result -----------------------------------------------------------------------------
    @property
    def results(self) -> Locator:
        """The panel of one's own result."""
        return self.page.locator(".results")

    @property
    def matches(self) -> Locator:
        """The muscles in the result."""
        return self.results.locator(".match")

    def settle(self) -> None:
        """Wait until outline and ranking have caught up with the drawing."""
        self.page.wait_for_timeout(30)
        expect(self.results).to_have_attribute("aria-busy", "false", timeout=10_000)

    def answer_none(self) -> None:
        """Say "none of these" until nothing more is asked."""
        for _ in range(12):
            self.settle()
            if self.results.locator(".gate").count() == 0:
                return
            self.results.locator(".gate .primary").click()
        raise AssertionError("The questions do not end.")

    def drawing(self) -> dict[str, Any]:
        """The drawing that was ranked last."""
        drawing: dict[str, Any] = self.ranks[-1]["drawing"]
        return drawing


def _walk(path: Points) -> list[tuple[float, float]]:
    """Small steps along a path, as a hand makes."""
    steps = [path[0]]
    for (ax, ay), (bx, by) in pairwise(path):
        steps += [(ax + (bx - ax) * i / 12, ay + (by - ay) * i / 12) for i in range(1, 13)]
    return steps


def _phases(path: Points) -> list[tuple[str, tuple[float, float]]]:
    """Touch events for a path."""
    return [("touchStart", path[0]), *(("touchMove", at) for at in path[1:]), ("touchEnd", path[-1])]
