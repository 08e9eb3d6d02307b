"""The result: safety first, then matches, each with its pattern on the body; and what happens when things go wrong."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Route, expect

from .conftest import Open
from .explorer_page import BACK_OF_THIGH, ExplorerPage

BUTTOCK = (-110.0, -950.0)  # in the back view: the left buttock


def test_questions_come_before_matches(opened: Open) -> None:
    """Matches show only when what matters is answered; "no to all" answers with no."""
    explorer = opened()
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    expect(explorer.results.get_by_role("heading", name="Before the matches")).to_be_visible()
    expect(explorer.matches).to_have_count(0)
    asked = explorer.results.locator(".question").count()
    assert asked >= 1
    explorer.results.get_by_role("button", name=f"No to all {asked}").click()
    explorer.settle()
    assert list(explorer.ranks[-1]["answers"].values()) == ["no"] * asked
    explorer.answer_none()
    expect(explorer.matches.first).to_be_visible()
    assert set(explorer.ranks[-1]["answers"].values()) == {"no"}


def test_one_answer_does_not_make_the_others_jump(opened: Open) -> None:
    """An answered question stays where it is until all are answered."""
    explorer = opened()
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    questions = explorer.results.locator(".question legend")
    before = questions.all_inner_texts()
    explorer.results.locator(".question").nth(1).get_by_role("radio", name="No", exact=True).check()
    explorer.settle()
    assert questions.all_inner_texts()[: len(before)] == before
    expect(explorer.results.locator(".question").nth(1).get_by_role("radio", name="No", exact=True)).to_be_focused()


def test_questions_go_with_the_marks_that_called_for_them(opened: Open) -> None:
    """The list is what the present marks ask, and what was answered; the phone's handle counts what is open in it."""
    explorer = opened(width=390, height=844, touch=True)
    explorer.tap("anterior", (110.0, -650.0))
    explorer.settle()
    first = set(explorer.results.locator(".question legend").all_text_contents())
    explorer.page.get_by_role("button", name="Clear everything").click()
    explorer.show("Back")
    explorer.tap("posterior", (-30.0, -1080.0))
    explorer.settle()
    asked = _asked(explorer)
    assert explorer.results.locator(".question legend").all_text_contents() == asked
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    more = _asked(explorer)
    assert set(more) != first
    assert set(explorer.results.locator(".question legend").all_text_contents()) == set(more)
    handle = explorer.page.locator(".sheet-toggle")
    expect(handle).to_have_text(f"{len(more)} safety questions first")
    handle.click()
    explorer.results.locator(".question").last.get_by_role("radio", name="No", exact=True).check()
    explorer.settle()
    left = len(_asked(explorer))
    expect(handle).to_have_text(f"{left} safety questions first")
    expect(explorer.results.locator(".gate .primary")).to_have_text(f"No to the other {left}")


def test_no_to_all_stands_after_the_last_question(opened: Open) -> None:
    """It covers no answer and cannot be pressed before the list was passed."""
    explorer = opened(width=390, height=844, touch=True)
    explorer.show("Back")
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    explorer.page.locator(".sheet-toggle").click()
    button, last = explorer.results.locator(".gate .primary"), explorer.results.locator(".question").last
    below, above = button.bounding_box(), last.bounding_box()
    assert below is not None
    assert above is not None
    assert below["y"] >= above["y"] + above["height"]


def test_what_is_not_a_muscle_stands_apart(opened: Open) -> None:
    """Joints and nerves in a quiet list of their own, opened one by one; and where to look too."""
    explorer = _marked(opened)
    others = explorer.results.locator(".others")
    expect(others.get_by_role("heading", name="Also possible: not a muscle")).to_be_visible()
    expect(others.locator(".match")).to_have_count(0)
    row = others.locator("details").first
    expect(row.locator("summary")).to_contain_text("your left")
    expect(row.get_by_text("Whom to see:")).to_be_hidden()
    row.locator("summary").click()
    expect(row.get_by_text("Whom to see:")).to_be_visible()
    explorer.matches.first.get_by_role("button").first.click()
    expect(row.get_by_text("Whom to see:")).to_be_visible()
    expect(explorer.results.locator(".look-here")).to_contain_text("Look here too")


def test_handle_names_the_doctor_before_a_muscle(opened: Open) -> None:
    """With a reason to see a doctor today, the closed sheet says so and names no muscle."""
    explorer = opened(width=390, height=844, touch=True)

    def today(route: Route) -> None:
        answer = route.fetch()
        body: dict[str, Any] = answer.json()
        if body["safety"]["level"] != "unasked":
            reason = {"flag": "test", "level": "same_day", "message": "A reason.", "action": "See a doctor today."}
            body["safety"] |= {"level": "same_day", "reasons": [reason]}
        route.fulfill(response=answer, body=json.dumps(body))

    explorer.page.route("**/api/v1/rank", today)
    explorer.show("Back")
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    explorer.page.locator(".sheet-toggle").click()
    explorer.answer_none()
    expect(explorer.page.locator(".sheet-toggle")).to_have_text("See a doctor today")
    expect(explorer.matches.first).to_be_visible()


def test_page_and_answers_are_spanish_for_a_spanish_browser(opened: Open) -> None:
    """The browser's language chooses; ?lang= overrules it."""
    explorer = opened(locale="es-ES")
    expect(explorer.page.locator("html")).to_have_attribute("lang", "es")
    expect(explorer.page.get_by_role("heading", level=1)).to_have_text("¿Dónde te duele?")
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    expect(explorer.results.locator(".description")).to_contain_text("izquierd")
    expect(explorer.results.locator(".question legend").first).to_contain_text("¿")
    explorer.answer_none()
    expect(explorer.matches.first.locator(".why")).to_contain_text("marcaste")
    english = opened("?lang=en", locale="es-ES")
    expect(english.page.get_by_role("heading", level=1)).to_have_text("Where does it hurt?")


def test_emergency_replaces_the_matches(opened: Open) -> None:
    """A yes to an emergency sign shows what to do and nothing else; a slip can be taken back."""
    explorer = opened()
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    most_urgent = explorer.results.locator(".question").first
    most_urgent.get_by_role("radio", name="Yes").click()
    explorer.settle()
    alarm = explorer.results.get_by_role("alert")
    expect(alarm).to_contain_text("Please get help now")
    expect(explorer.matches).to_have_count(0)
    expect(explorer.results.locator(".gate")).to_have_count(0)
    alarm.get_by_role("button", name="by mistake").click()
    explorer.settle()
    expect(explorer.results.locator(".gate")).to_be_visible()


def test_not_sure_is_never_no(opened: Open) -> None:
    """Not being sure leaves advice above the matches."""
    explorer = opened()
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    explorer.results.locator(".question").first.get_by_role("radio", name="Not sure").check()
    explorer.answer_none()
    expect(explorer.results.locator(".advice")).to_be_visible()


def test_match_says_how_it_fits_and_lays_its_pattern_over_the_paint(opened: Open) -> None:
    """Two shares in words and bars, a reason; chosen, its pattern lies on the body and the paint stays."""
    explorer = _marked(opened)
    first = explorer.matches.first
    expect(first.locator(".words").first).to_contain_text("of what you marked")
    expect(first.locator(".words").last).to_contain_text("of its core area is marked")
    share = float(first.locator(".words").first.inner_text().split("%")[0].split()[-1])
    bar = first.locator(".bar").first.evaluate("bar => bar.firstElementChild.offsetWidth / bar.offsetWidth")
    assert abs(share / 100 - bar) < 0.02
    assert first.locator(".why").inner_text()
    button = first.get_by_role("button").first
    expect(button).to_have_attribute("aria-pressed", "false")
    before = explorer.painted("posterior")
    button.click()
    expect(explorer.matches.first.get_by_role("button").first).to_have_attribute("aria-pressed", "true")
    back = explorer.figure("posterior")
    expect(back.locator("path.essential")).to_have_attribute("d", _PATH)
    expect(back.locator("path.spillover:not(.ground)")).to_have_attribute("fill", "url(#stipple-posterior)")
    expect(back.locator(".trigger-point").first).to_be_visible()
    assert explorer.painted("posterior") == before
    expect(explorer.page.get_by_role("button", name="Back, has your marks, shows this muscle")).to_be_visible()
    expect(explorer.matches.first).to_contain_text("Not yet reviewed by a clinician")
    explorer.matches.first.get_by_role("button").first.click()
    expect(back.locator("path.essential")).to_have_count(0)


def test_limits_stand_once_beside_the_result(opened: Open) -> None:
    """How far to trust it is said once, plainly."""
    explorer = _marked(opened)
    expect(explorer.results.get_by_role("heading", name="How far to trust this")).to_have_count(1)
    expect(explorer.results.locator(".limits")).to_contain_text("not a diagnosis")


def test_new_marks_withdraw_a_pattern_that_no_longer_fits(opened: Open) -> None:
    """Nothing stays on the body that the list does not offer."""
    explorer = _marked(opened)
    explorer.matches.first.get_by_role("button").first.click()
    expect(explorer.figure("posterior").locator("path.essential")).to_have_count(1)
    explorer.page.get_by_role("button", name="Clear everything").click()
    expect(explorer.figure("posterior").locator("path.essential")).to_have_count(0)


def test_place_that_is_not_covered_is_said_so(opened: Open) -> None:
    """A painted hand is answered with "not covered", not with "no match"."""
    explorer = opened()
    explorer.page.get_by_role("button", name="List of places").click()
    explorer.page.get_by_role("checkbox", name="Your left hand", exact=True).check()
    explorer.answer_none()
    expect(explorer.results.locator(".notice")).to_contain_text("does not cover")
    expect(explorer.matches).to_have_count(0)


def test_equal_fits_share_a_place(opened: Open) -> None:
    """A tie looks like a tie."""
    explorer = opened()

    def tie(route: Route) -> None:
        answer = route.fetch()
        body: dict[str, Any] = answer.json()
        for match in body["matches"][:2]:
            match |= {"rank": 1, "tied": True}
        route.fulfill(response=answer, body=json.dumps(body))

    explorer.page.route("**/api/v1/rank", tie)
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH)
    explorer.answer_none()
    group = explorer.results.locator(".rank").first
    expect(group).to_contain_text("These fit equally well")
    expect(group.locator(".match")).to_have_count(2)


def test_server_away_keeps_the_drawing_and_says_so(opened: Open) -> None:
    """The stroke stays in sight, a button tries again, and then all is as if nothing had happened."""
    explorer = opened()
    explorer.page.route("**/api/v1/trace", lambda route: route.abort())
    explorer.page.route("**/api/v1/rank", lambda route: route.abort())
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH)
    expect(explorer.results.get_by_role("alert")).to_contain_text("Your drawing is safe here")
    expect(explorer.figure("posterior").locator(".paint-layer .stroke")).to_be_visible()
    explorer.page.unroute("**/api/v1/trace")
    explorer.page.unroute("**/api/v1/rank")
    explorer.results.get_by_role("button", name="Try again").click()
    expect(explorer.results.get_by_role("alert")).to_have_count(0)
    explorer.settle()
    assert explorer.painted("posterior") is not None
    assert all("ERR_FAILED" in complaint for complaint in explorer.complaints)
    explorer.complaints.clear()


def test_server_error_keeps_the_drawing(opened: Open) -> None:
    """A 500 is told in plain words."""
    explorer = opened()
    explorer.page.route(
        "**/api/v1/rank", lambda route: route.fulfill(status=500, json={"title": "Internal Server Error"})
    )
    explorer.tap("posterior", BUTTOCK)
    expect(explorer.results.get_by_role("alert")).to_contain_text("The server does not answer")
    assert explorer.painted("posterior") is not None
    explorer.complaints.clear()


def test_questions_of_an_older_release_are_asked_anew(opened: Open) -> None:
    """Answers kept in the tab to a question that no longer exists do not lock the page."""
    explorer = opened()
    explorer.page.evaluate(
        """() => sessionStorage.setItem('bodymap.drawing.1', JSON.stringify({
            drawing: {body: 'neutral', regions: [{region: 'left_buttock', intensity: 6}], strokes: []},
            answers: {a_question_of_old: 'no'}, view: 'posterior'}))"""
    )
    explorer.page.reload()
    explorer.ready()
    expect(explorer.results.locator(".gate")).to_be_visible()
    assert explorer.ranks[-1]["answers"] == {}
    explorer.complaints.clear()  # the browser notes the 422


def test_a_newer_drawing_overtakes_a_slow_answer(opened: Open) -> None:
    """Only the answer to the present drawing shows."""
    explorer = opened()
    held: list[Route] = []
    explorer.page.route("**/api/v1/rank", lambda route: held.append(route), times=1)
    explorer.tap("anterior", (110.0, -650.0))
    explorer.page.wait_for_timeout(300)
    explorer.tap("posterior", BUTTOCK)
    explorer.settle()
    assert len(held) == 1
    assert len(explorer.drawing()["regions"]) == 2
    expect(explorer.results.locator(".gate")).to_be_visible()
    old: dict[str, Any] = explorer.page.request.post(f"{explorer.url}api/v1/rank", data=explorer.ranks[0]).json()
    alarm = {"flag": "old", "level": "emergency", "message": "Old.", "action": "Old."}
    old["safety"] |= {"level": "emergency", "ask": [], "reasons": [alarm]}
    with suppress(Error):  # the page has given the request up
        held[0].fulfill(json=old)
    explorer.page.wait_for_timeout(300)
    expect(explorer.results.get_by_role("alert")).to_have_count(0)
    expect(explorer.results.locator(".gate")).to_be_visible()


_PATH = re.compile("^M")


def _asked(explorer: ExplorerPage) -> list[str]:
    """What the server asks for the drawing and answers that were sent last."""
    answer = explorer.page.request.post(
        f"{explorer.url}api/v1/rank", data=explorer.ranks[-1], headers={"Accept-Language": "en"}
    )
    return [question["question"] for question in answer.json()["safety"]["ask"]]


def _marked(opened: Open) -> ExplorerPage:
    explorer = opened()
    explorer.tool("Paint")
    explorer.paint("posterior", BACK_OF_THIGH)
    explorer.answer_none()
    expect(explorer.matches.first).to_be_visible()
    return explorer
