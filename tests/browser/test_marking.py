"""Marking: tap, paint, erase, undo, with mouse, pen and touch, in any view."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import Open
from .explorer_page import BACK_OF_THIGH, OUTER_HIP_LEFT_VIEW, OUTER_THIGH_LEFT_VIEW, Device, ExplorerPage

THIGH = (110.0, -650.0)  # in the front view: the front of the left thigh


def test_first_screen_is_the_body_and_one_sentence(opened: Open) -> None:
    """Nothing stands between a person and marking."""
    explorer = opened()
    expect(explorer.page.get_by_role("heading", level=1)).to_have_text("Where does it hurt?")
    expect(explorer.figure("anterior")).to_be_visible()
    expect(explorer.figure("posterior")).to_be_visible()
    assert explorer.ranks == []


def test_phone_gives_most_of_the_first_screen_to_the_figure(opened: Open) -> None:
    """One view, large; the result waits behind one button."""
    explorer = opened(width=390, height=844, touch=True)
    box = explorer.figure("anterior").bounding_box()
    assert box is not None
    assert box["height"] > 0.55 * 844
    expect(explorer.figure("posterior")).to_have_count(0)
    expect(explorer.page.locator(".sheet-toggle")).to_contain_text("Nothing marked yet")


def test_tapping_goes_from_mild_to_strong_and_off(opened: Open) -> None:
    """A tap takes the area; again for stronger; the fourth takes it away."""
    explorer = opened()
    area = explorer.figure("anterior").locator('g[data-area="left_thigh_front"]')
    for intensity in (3, 6, 9):
        explorer.tap("anterior", THIGH)
        explorer.settle()
        assert explorer.drawing()["regions"] == [{"region": "left_thigh_front", "intensity": intensity}]
        expect(area).to_have_attribute("aria-checked", "true")
        expect(area).to_have_attribute("aria-label", f"Front of your left thigh, {intensity} of 10, "
                                       + {3: "mild", 6: "medium", 9: "strong"}[intensity])  # fmt: skip
    sent = len(explorer.ranks)
    explorer.tap("anterior", THIGH)
    expect(area).to_have_attribute("aria-checked", "false")
    assert explorer.painted("anterior") is None
    assert len(explorer.ranks) == sent, "an empty drawing is not sent"


def test_zoomed_in_a_tap_takes_the_fine_region(opened: Open) -> None:
    """What one sees larger, one marks more exactly; the area's mark is shared out among its parts."""
    explorer = opened()
    explorer.tap("anterior", THIGH)
    explorer.settle()
    for _ in range(2):
        explorer.page.get_by_role("button", name="Zoom in").click()
    explorer.tap("anterior", (110.0, -760.0))
    explorer.settle()
    marks = {mark["region"]: mark["intensity"] for mark in explorer.drawing()["regions"]}
    assert "left_thigh_front" not in marks
    assert sorted(marks.values(), reverse=True)[:2] == [6, 3]
    assert all(name.startswith("left_thigh_front_") for name in marks)
    explorer.page.get_by_role("button", name="Show the whole body").click()
    explorer.tap("anterior", THIGH)
    explorer.settle()
    assert [mark["region"] for mark in explorer.drawing()["regions"]] == ["left_thigh_front"]


@pytest.mark.parametrize("device", ["mouse", "pen", "touch"])
def test_painting(opened: Open, device: Device) -> None:
    """A stroke arrives in millimetres of its view, thinned, and comes back as a smooth outline in words."""
    explorer = opened(touch=device == "touch")
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH, device)
    explorer.settle()
    (stroke,) = explorer.drawing()["strokes"]
    assert stroke["view"] == "posterior"
    assert (stroke["radius"], stroke["intensity"]) == (22, 6)
    assert 3 <= len(stroke["points"]) <= 20
    assert stroke["points"][0] == pytest.approx(BACK_OF_THIGH[0], abs=3)
    assert stroke["points"][-1] == pytest.approx(BACK_OF_THIGH[-1], abs=3)
    painted = explorer.painted("posterior")
    assert painted is not None
    assert painted["right"] < 0, "the left leg lies left of the middle in the back view"
    expect(explorer.results.locator(".description")).to_contain_text("ack of your left thigh")


def test_paint_from_the_side_shows_at_the_rim_of_front_and_back(opened: Open) -> None:
    """Views are cameras on one body: paint on the outer hip is seen from both sides, and not on the right."""
    explorer = opened()
    explorer.show("Left")
    explorer.tool("Paint")
    explorer.page.get_by_role("radio", name="Large brush").check()
    explorer.paint("left", OUTER_HIP_LEFT_VIEW)
    explorer.settle()
    assert explorer.painted("left") is not None
    assert explorer.painted("right") is None
    explorer.show("Front")
    front, back = explorer.painted("anterior"), explorer.painted("posterior")
    assert front
    assert front["x"] > 80
    assert back
    assert back["right"] < -80
    expect(explorer.page.get_by_role("button", name="Right side", exact=True)).to_be_visible()
    expect(explorer.page.get_by_role("button", name="Left side, has your marks")).to_be_visible()


def test_brush_size_and_pain_go_with_the_stroke(opened: Open) -> None:
    """What the tools say is what is sent."""
    explorer = opened()
    explorer.tool("Paint")
    explorer.page.get_by_role("radio", name="Small brush").check()
    explorer.page.get_by_label("Pain", exact=True).fill("9")
    explorer.paint("posterior", BACK_OF_THIGH)
    explorer.settle()
    (stroke,) = explorer.drawing()["strokes"]
    assert (stroke["radius"], stroke["intensity"]) == (10, 9)
    expect(explorer.figure("posterior").locator(".tint")).to_have_class("paint tint strong")


def test_eraser_wipes_and_undo_brings_back(opened: Open) -> None:
    """An erasing stroke is part of the drawing, and one step of undo."""
    explorer = opened()
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH)
    explorer.settle()
    whole = explorer.painted("posterior")
    explorer.tool("Erase")
    explorer.page.get_by_role("radio", name="Large brush").check()
    explorer.paint("posterior", BACK_OF_THIGH[:2])
    explorer.settle()
    rest = explorer.painted("posterior")
    assert whole
    assert rest
    assert rest["y"] > whole["y"] + 150, "the upper half is gone"
    assert explorer.drawing()["strokes"][1]["erase"] is True
    explorer.page.get_by_role("button", name="Undo").click()
    explorer.settle()
    assert explorer.painted("posterior") == whole


def test_region_marked_again_after_erasing_is_whole(opened: Open) -> None:
    """The service lays regions down before strokes; the page takes back what was erased there."""
    explorer = opened()
    explorer.tap("anterior", THIGH)
    explorer.settle()
    whole = explorer.painted("anterior")
    explorer.tool("Erase")
    explorer.paint("anterior", [(110.0, -700.0), (110.0, -600.0)])
    explorer.settle()
    explorer.tool("Tap")
    explorer.tap("anterior", THIGH)
    explorer.settle()
    assert explorer.painted("anterior") == whole
    assert explorer.drawing()["strokes"] == []


def test_undo_redo_and_clear(opened: Open) -> None:
    """Buttons and keys, each one step; clear can be undone and takes the answers along."""
    explorer = opened()
    undo, redo = (explorer.page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    explorer.tap("anterior", THIGH)
    explorer.answer_none()
    explorer.page.keyboard.press("Control+z")
    assert explorer.painted("anterior") is None
    expect(redo).to_have_attribute("aria-disabled", "false")
    explorer.page.keyboard.press("Control+Shift+z")
    explorer.settle()
    assert explorer.painted("anterior") is not None
    explorer.page.get_by_role("button", name="Clear everything").click()
    expect(explorer.results).to_contain_text("How it works")
    undo.click()
    explorer.settle()
    assert explorer.ranks[-1]["answers"] == {}
    assert explorer.drawing()["regions"] == [{"region": "left_thigh_front", "intensity": 3}]


def test_escape_and_a_second_finger_discard_the_stroke(opened: Open) -> None:
    """A stroke that was not meant never counts; two fingers zoom."""
    explorer = opened(touch=True)
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH, lift=False)
    explorer.page.keyboard.press("Escape")
    explorer.page.mouse.up()
    a, b, c, d = explorer.on_screen("anterior", [(60.0, -900.0), (-60.0, -900.0), (200.0, -900.0), (-200.0, -900.0)])
    session = explorer.page.context.new_cdp_session(explorer.page)
    _touch(session, "touchStart", [a])
    _touch(session, "touchStart", [a, b])
    for i in range(1, 9):
        _touch(session, "touchMove", [_between(a, c, i / 8), _between(b, d, i / 8)])
    _touch(session, "touchEnd", [])
    explorer.settle()
    assert explorer.ranks == []
    width = float((explorer.figure("anterior").locator(".body-picture").get_attribute("viewBox") or "").split()[2])
    assert width < 500, "zoomed in about three times"


def test_reload_keeps_the_drawing_in_this_tab_only(opened: Open) -> None:
    """Marks survive a reload; another tab knows nothing of them."""
    explorer = opened()
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH)
    explorer.answer_none()
    before, body = explorer.painted("posterior"), explorer.ranks[-1]
    explorer.page.reload()
    explorer.ready()
    explorer.settle()
    assert explorer.painted("posterior") == before
    assert explorer.ranks[-1] == body
    assert explorer.page.evaluate("Object.keys(localStorage)") == []
    other = ExplorerPage(explorer.page.context.new_page(), explorer.url).open()
    expect(other.results).to_contain_text("How it works")


def test_view_with_its_partner_where_there_is_room(opened: Open) -> None:
    """Front and back, left and right, inner left and right, below and soles; on a phone one at a time."""
    explorer = opened()
    expect(explorer.page.locator(".rail button")).to_have_count(8)
    explorer.show("Soles")
    expect(explorer.figure("perineum")).to_be_visible()
    expect(explorer.figure("soles").locator(".side-label")).to_have_text(["your right", "your left"])
    explorer.show("Inner left")
    expect(explorer.figure("left_inner_thigh")).to_be_visible()
    expect(explorer.figure("right_inner_thigh")).to_be_visible()
    explorer.page.set_viewport_size({"width": 390, "height": 844})
    expect(explorer.figure("right_inner_thigh")).to_have_count(0)
    explorer.show("Left")
    expect(explorer.figure("left").locator(".side-label")).to_have_text(["front", "back"])
    explorer.show("Front")
    expect(explorer.figure("anterior").locator(".side-label")).to_have_text(["your right", "your left"])
    explorer.show("Back")
    expect(explorer.figure("posterior").locator(".side-label")).to_have_text(["your left", "your right"])


def test_outer_thigh_painted_in_the_left_view_is_the_left_thigh(opened: Open) -> None:
    """Laterality: the words name the side that was painted."""
    explorer = opened()
    explorer.show("Left")
    explorer.tool("Paint")
    explorer.paint("left", OUTER_THIGH_LEFT_VIEW)
    explorer.settle()
    description = explorer.results.locator(".description").inner_text()
    assert "left" in description
    assert "right" not in description


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _touch(session: Any, kind: str, points: list[tuple[float, float]]) -> None:
    fingers = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
