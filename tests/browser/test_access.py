"""The same task for everyone: by keyboard, by list, by ear, on small and large screens, in light and dark."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from .conftest import Open
from .explorer_page import BACK_OF_THIGH, ExplorerPage

SCREENS = ["marking", "questions", "result", "list", "muscle", "emergency"]


def by_pointer(explorer: ExplorerPage) -> None:
    """Front of the left thigh twice, the left outer hip once, with the mouse."""
    explorer.tap("anterior", (110.0, -650.0))
    explorer.tap("anterior", (110.0, -650.0))
    explorer.show("Left")
    explorer.tap("left", (0.0, -930.0))


def by_keyboard(explorer: ExplorerPage) -> None:
    """The same with keys alone, starting from the top of the page."""
    keyboard = explorer.page.keyboard
    _tab_to(explorer, "anterior")
    _arrow_to(explorer, "Your left outer hip", ["ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"])
    keyboard.press("Enter")
    _arrow_to(explorer, "Front of your left thigh", ["ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp"])
    keyboard.press("Space")
    for _ in range(4):
        keyboard.press("+")
    keyboard.press("-")


def by_list(explorer: ExplorerPage) -> None:
    """The same without the picture."""
    explorer.page.get_by_role("button", name="List of places").click()
    explorer.page.get_by_role("checkbox", name="Front of your left thigh", exact=True).check()
    explorer.page.get_by_label("How much it hurts: Front of your left thigh", exact=True).select_option("6")
    explorer.page.get_by_role("checkbox", name="Your left outer hip", exact=True).check()


@pytest.mark.parametrize("way", [by_pointer, by_keyboard, by_list])
def test_every_way_makes_the_same_request(opened: Open, way: Any) -> None:
    """The picture has no power that keys and list lack."""
    explorer = opened()
    way(explorer)
    explorer.settle()
    assert explorer.ranks[-1] == {
        "drawing": {
            "body": "neutral",
            "regions": [
                {"region": "left_hip", "intensity": 3},
                {"region": "left_thigh_front", "intensity": 6},
            ],
            "strokes": [],
        },
        "answers": {},
        "limit": 10,
    }


def test_whole_task_by_keyboard_alone(opened: Open) -> None:
    """Mark, answer, choose a match: no pointer."""
    explorer = opened()
    _tab_to(explorer, "posterior")
    _arrow_to(explorer, "Your left buttock", ["ArrowLeft", "ArrowDown", "ArrowUp", "ArrowRight"])
    explorer.page.keyboard.press("Enter")
    explorer.settle()
    for _ in range(12):
        if explorer.results.locator(".gate").count() == 0:
            break
        _tab_until(explorer, ".gate .primary")
        explorer.page.keyboard.press("Enter")
        explorer.settle()
    _tab_until(explorer, ".match-name")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator(".match.chosen")).to_have_count(1)
    expect(explorer.figure("posterior").locator("path.essential")).to_be_visible()
    assert explorer.page.evaluate("document.activeElement.matches('.match-name')"), "focus stays on what was pressed"


def test_delete_takes_a_mark_away(opened: Open) -> None:
    """Delete on a marked region unmarks it."""
    explorer = opened()
    _tab_to(explorer, "posterior")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator(":focus")).to_have_attribute("aria-checked", "true")
    explorer.page.keyboard.press("Delete")
    expect(explorer.page.locator(":focus")).to_have_attribute("aria-checked", "false")


def test_figure_is_one_tab_stop_with_visible_focus(opened: Open) -> None:
    """One stop for each figure, and the focused region stands out."""
    explorer = opened()
    assert explorer.figure("anterior").locator('[tabindex="0"]').count() == 1
    _tab_to(explorer, "anterior")
    focused = explorer.page.locator(":focus path").first
    assert focused.evaluate("path => getComputedStyle(path).strokeOpacity") == "1"
    explorer.page.keyboard.press("Tab")
    assert explorer.page.evaluate("document.activeElement.closest('.pane')?.dataset.view") == "posterior"


def test_marks_are_spoken_without_flooding(opened: Open) -> None:
    """Three quick taps are one announcement: the last."""
    explorer = opened()
    explorer.page.evaluate(
        """() => {
            const spoken = document.querySelector('[role=status][aria-live]');
            window.heard = [];
            new MutationObserver(() => window.heard.push(spoken.textContent)).observe(spoken, { childList: true });
        }"""
    )
    for _ in range(3):
        explorer.tap("anterior", (110.0, -650.0))
    explorer.settle()
    explorer.page.wait_for_timeout(1200)
    heard = explorer.page.evaluate("window.heard")
    assert 1 <= len(heard) <= 2
    assert "9 of 10" in heard[0] or "question" in heard[0]


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_axe_finds_nothing(opened: Open, scheme: Literal["light", "dark"], width: int) -> None:
    """Every screen, in both themes, on a phone and on a desk."""
    explorer = opened(width=width, height=900, scheme=scheme)
    found = {screen: _violations(explorer, screen) for screen in SCREENS}
    assert found == {screen: [] for screen in SCREENS}


@pytest.mark.parametrize("width", [320, 390, 600, 820, 900, 1024, 1440])
def test_nothing_scrolls_sideways(opened: Open, width: int) -> None:
    """From the smallest phone to the desk, in every state of the tools."""
    explorer = opened(width=width, height=800)
    explorer.tool("Paint")
    explorer.paint("anterior", [(100.0, -900.0), (110.0, -600.0)])
    explorer.settle()
    _open_sheet(explorer)
    explorer.answer_none()
    explorer.matches.first.get_by_role("button").first.click()
    expect(explorer.page.locator(".showing")).to_be_visible()
    assert _overflow(explorer) == []
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    assert _overflow(explorer) == []


def test_controls_are_large_enough_for_a_thumb(opened: Open) -> None:
    """44 px for every control on the phone (a row of views may be narrower than it is high)."""
    explorer = opened(width=390, height=844, touch=True)
    small = explorer.page.evaluate(
        """() => [...document.querySelectorAll('button, .segment')]
            .filter((e) => e.checkVisibility({ visibilityProperty: true }))
            .map((e) => [e.getAttribute('aria-label') ?? e.textContent, e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
    )
    assert small == []


def test_text_at_twice_the_size(opened: Open) -> None:
    """200 % text on a phone: nothing scrolls sideways, the figure is still there."""
    explorer = opened(width=390, height=844)
    explorer.page.evaluate("document.documentElement.style.fontSize = '200%'")
    explorer.page.wait_for_timeout(200)
    assert _overflow(explorer) == []
    box = explorer.figure("anterior").bounding_box()
    assert box is not None
    assert box["height"] > 150


def _overflow(explorer: ExplorerPage) -> list[str]:
    """What sticks out of the window, named."""
    wide: list[str] = explorer.page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !(e instanceof SVGElement))
            .map((e) => e.className || e.tagName)"""
    )
    return wide


def _violations(explorer: ExplorerPage, screen: str) -> list[str]:
    _bring(explorer, screen)
    explorer.page.wait_for_timeout(200)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    answer = Axe().run(explorer.page, options=options)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in answer.response["violations"]
        for node in violation["nodes"][:3]
    ]


def _bring(explorer: ExplorerPage, screen: str) -> None:
    page = explorer.page
    if screen == "questions":
        explorer.tool("Paint")
        view = "posterior" if explorer.figure("posterior").count() else "anterior"
        explorer.paint(view, [(x if view == "posterior" else -x, y) for x, y in BACK_OF_THIGH])
        explorer.settle()
        _open_sheet(explorer)
    elif screen == "result":
        explorer.answer_none()
        explorer.matches.first.get_by_role("button").first.click()
        expect(page.locator(".showing")).to_be_visible()
        _open_sheet(explorer)
    elif screen == "list":
        page.keyboard.press("Escape")
        page.locator(".sheet.open .sheet-toggle").click() if page.locator(".sheet.open").count() else None
        page.locator(".showing").get_by_role("button", name="Hide from the body").click()
        page.locator(".listing").click()
        page.locator(".fine-places summary").first.click()
    elif screen == "muscle":
        page.get_by_role("radio", name="Show a muscle").check()
        _open_sheet(explorer)
        page.get_by_role("button", name="Piriformis").click()
        expect(page.locator(".showing")).to_be_visible()
        _open_sheet(explorer)
    elif screen == "emergency":
        page.locator(".sheet.open .sheet-toggle").click() if page.locator(".sheet.open").count() else None
        page.get_by_role("radio", name="Where it hurts").check()
        _open_sheet(explorer)
        page.get_by_role("button", name="Answer the safety questions again").click()
        explorer.settle()
        explorer.results.locator(".question").first.get_by_role("radio", name="Yes").click()
        explorer.settle()
        expect(explorer.results.get_by_role("alert")).to_be_visible()


def _open_sheet(explorer: ExplorerPage) -> None:
    toggle = explorer.page.locator(".sheet-toggle")
    if toggle.is_visible() and toggle.get_attribute("aria-expanded") == "false":
        toggle.click()


def _tab_to(explorer: ExplorerPage, view: str) -> None:
    _tab_until(explorer, f'.pane[data-view="{view}"] [tabindex="0"]')


def _tab_until(explorer: ExplorerPage, selector: str) -> None:
    for _ in range(60):
        explorer.page.keyboard.press("Tab")
        if explorer.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def _arrow_to(explorer: ExplorerPage, name: str, arrows: list[str]) -> None:
    """Walk by arrow keys until the region of that name has focus, breadth first."""
    focused = "(document.activeElement.getAttribute('aria-label') ?? '')"
    seen: dict[str, list[str]] = {explorer.page.evaluate(focused): []}
    start = next(iter(seen))
    if start.startswith(name):
        return
    queue: list[list[str]] = [[arrow] for arrow in arrows]
    while queue:
        path = queue.pop(0)
        _refocus(explorer, start)
        for arrow in path:
            explorer.page.keyboard.press(arrow)
        at: str = explorer.page.evaluate(focused)
        if at.startswith(name):
            return
        if at not in seen:
            seen[at] = path
            queue += [[*path, arrow] for arrow in arrows]
    raise AssertionError(f"Arrow keys never reach {name}; they reach {sorted(seen)}")


def _refocus(explorer: ExplorerPage, name: str) -> None:
    explorer.page.evaluate(
        """name => [...document.activeElement.closest('.pane').querySelectorAll('[aria-label]')]
            .find((item) => item.getAttribute('aria-label') === name && item.hasAttribute('tabindex')).focus()""",
        name,
    )
