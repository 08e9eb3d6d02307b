"""The therapist's side: find a muscle, show what it does, step through its trigger points, link to it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import Open


def test_every_muscle_is_listed_and_found_by_other_names(opened: Open) -> None:
    """All of the atlas; synonyms and everyday words find."""
    explorer = opened()
    known: list[dict[str, Any]] = explorer.page.request.get(f"{explorer.url}api/v1/muscles").json()["muscles"]
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    names = explorer.page.locator(".muscles .name")
    expect(names).to_have_text([muscle["name"] for muscle in known])
    explorer.page.get_by_label("Search by any name").fill("glute med")
    expect(names.first).to_have_text("Gluteus medius")
    explorer.page.get_by_label("Search by any name").fill("zzz")
    expect(explorer.page.locator(".muscle-mode")).to_contain_text("No muscle goes by that name")


@pytest.mark.parametrize("side", ["left", "right"])
def test_muscle_shows_on_its_side(opened: Open, side: str) -> None:
    """The pattern of the left muscle lies on the person's left."""
    explorer = opened()
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    explorer.page.get_by_role("radio", name=f"your {side}").check()
    explorer.page.get_by_role("button", name="Piriformis").click()
    essential = explorer.figure("posterior").locator("path.essential")
    expect(essential).to_be_visible()
    middle = essential.evaluate("path => { const b = path.getBBox(); return b.x + b.width / 2; }")
    assert (middle < 0) == (side == "left"), "seen from behind, left is left"


def test_opens_in_the_view_that_shows_most(opened: Open) -> None:
    """A muscle whose pain runs down the outside opens from the side on a phone."""
    explorer = opened("#muscle=gluteus_minimus&side=right", width=390, height=844, touch=True)
    pattern = explorer.page.request.get(f"{explorer.url}api/v1/muscles/gluteus_minimus/pattern?side=right").json()
    expect(explorer.figure(pattern["shown_in"][0]).locator("path.essential")).to_be_visible()


def test_trigger_points_step_by_step(opened: Open) -> None:
    """Whole pattern, then one point at a time, named on the figure and in the address."""
    explorer = opened("#muscle=gluteus_minimus&side=left")
    points = explorer.page.locator(".pane .trigger-point text")
    showing = explorer.page.locator(".showing")
    expect(showing).to_contain_text("Whole pattern")
    assert set(points.all_text_contents()) == {"TrP1", "TrP2"}
    showing.get_by_role("button", name="Next trigger point").click()
    expect(showing).to_contain_text("TrP1")
    expect(explorer.page.locator(".pane .trigger-point text", has_text="TrP2")).to_have_count(0)
    assert explorer.page.evaluate("location.hash") == "#muscle=gluteus_minimus&side=left&tp=TrP1"
    expect(explorer.page.get_by_role("button", name="TrP1: Front part")).to_have_attribute("aria-pressed", "true")


def test_link_takes_synonyms_and_survives_nonsense(opened: Open) -> None:
    """A link in a note works by any name; a wrong one says so."""
    explorer = opened("#muscle=psoas&side=left")
    expect(explorer.page.locator(".showing")).to_contain_text("Iliopsoas")
    other = opened("#muscle=nonsense")
    expect(other.page.locator(".muscle-mode")).to_contain_text("No muscle goes by that name")
    other.complaints.clear()  # the browser notes the 404


def test_place_tapped_lists_what_can_hurt_there(opened: Open) -> None:
    """Tapping the figure asks which muscles refer pain to it, and draws nothing."""
    explorer = opened()
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    explorer.tap("anterior", (110.0, -650.0))
    expect(explorer.page.locator(".place-filter")).to_contain_text("Front of your left thigh")
    expect(explorer.page.locator(".muscles .name", has_text="Iliopsoas")).to_be_visible()
    expect(explorer.page.locator(".muscles .name", has_text="Piriformis")).to_have_count(0)
    explorer.page.locator(".place-filter button").click()
    expect(explorer.page.locator(".muscles .name", has_text="Piriformis")).to_be_visible()
    assert explorer.traces == []


def test_place_tapped_on_the_right_means_the_right_muscle(opened: Open) -> None:
    """The switch follows the side of the place."""
    explorer = opened()
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    explorer.tap("anterior", (-110.0, -650.0))
    expect(explorer.page.get_by_role("radio", name="your right")).to_be_checked()
    explorer.page.get_by_role("button", name="Iliopsoas").click()
    assert "side=right" in explorer.page.evaluate("location.hash")
    explorer.tap("anterior", (110.0, -650.0))
    expect(explorer.page.get_by_role("radio", name="your left")).to_be_checked()
    expect(explorer.page.locator(".showing")).to_contain_text("your left")


def test_choosing_a_muscle_keeps_a_view_that_shows_it(opened: Open) -> None:
    """Only a muscle that does not show in the present view brings another."""
    explorer = opened(width=390, height=844, touch=True)
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    explorer.show("Left")
    explorer.page.locator(".sheet-toggle").click()
    explorer.page.get_by_role("button", name="Gluteus medius").click()
    expect(explorer.figure("left").locator("path.essential")).to_be_visible()
    explorer.show("Inner right")
    explorer.page.locator(".sheet-toggle").click()
    explorer.page.get_by_role("button", name="Gluteus minimus").click()
    expect(explorer.figure("right_inner_thigh")).to_have_count(0)


def test_both_modes_share_the_figure_and_keep_the_drawing(opened: Open) -> None:
    """Going to a muscle and back leaves one's marks as they were."""
    explorer = opened()
    explorer.tap("anterior", (110.0, -650.0))
    explorer.settle()
    before = explorer.painted("anterior")
    explorer.page.get_by_role("radio", name="Show a muscle").check()
    explorer.page.get_by_role("button", name="Piriformis").click()
    expect(explorer.figure("anterior").locator(".paint-layer")).to_be_hidden()
    explorer.page.get_by_role("radio", name="Where it hurts").check()
    expect(explorer.figure("posterior").locator("path.essential")).to_have_count(0)
    assert explorer.painted("anterior") == before
