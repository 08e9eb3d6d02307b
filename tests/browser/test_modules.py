"""The pure modules of the page, run in the browser that ships them; and its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A page of the same origin, from which modules can be imported."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}icon.svg")
    yield page
    context.close()


def run(page: Page, module: str, body: str, argument: Any = None) -> Any:
    """Evaluate a function body with the module at hand as `m` and the argument as `a`."""
    return page.evaluate(f"async (a) => {{ const m = await import('/{module}'); {body} }}", argument)


def test_history_undoes_redoes_and_forgets(page: Page) -> None:
    """Undo and redo are inverse; a new step forgets what was undone; the past is bounded."""
    assert run(page, "history.js", """
        let h = m.begin(0);
        for (let i = 1; i <= 150; i += 1) h = m.step(h, i);
        const bounded = h.past.length;
        const back = m.undo(m.undo(h)), forth = m.redo(back), fresh = m.step(back, 'new');
        const same = m.step(h, 150) === h;
        return [bounded, back.present, forth.present, m.redo(fresh).present, same, m.undo(m.begin(1)).present];
    """) == [100, 148, 149, "new", True, 1]  # fmt: skip


def test_strokes_are_thinned_but_keep_their_shape(page: Page) -> None:
    """A straight line keeps two points; a wild one stays within 500 and near the hand's."""
    straight, count, stray = run(page, "stroke.js", """
        const line = Array.from({length: 300}, (_, i) => [i / 3, i / 2]);
        const wild = Array.from({length: 6000}, (_, i) => [200 * Math.sin(i / 9), -i / 4]);
        const thin = m.thin(wild);
        let stray = 0;
        const apart = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);
        for (const p of m.thin(wild.slice(0, 900))) stray = Math.max(stray, Math.min(...wild.map((q) => apart(p, q))));
        return [m.thin(line).length, thin.length, stray];
    """)  # fmt: skip
    assert straight == 2
    assert 50 < count <= 500
    assert stray < 0.1
    assert run(page, "stroke.js", "return m.thin([[1.26, 2]])") == [[1.3, 2]]


def test_marking_a_region_inside_a_marked_area(page: Page) -> None:
    """The area's mark is shared out; marking the area takes its parts in."""
    out = run(page, "drawing.js", """
        const area = {id: 'hip', level: 'area', parent: null};
        const parts = ['hip_a', 'hip_b'].map((id) => ({id, level: 'fine', parent: 'hip'}));
        const whole = m.markRegion(m.EMPTY, area, 3, parts);
        const split = m.markRegion(whole, parts[0], 9, parts);
        const steps = [0, 3, 5, 6, 9, 10].map(m.nextStep);
        const [again, off] = [6, 0].map((intensity) => m.markRegion(split, area, intensity, parts).regions);
        return [whole.regions, split.regions, again, off, steps];
    """)  # fmt: skip
    assert out == [
        [{"region": "hip", "intensity": 3}],
        [{"region": "hip_a", "intensity": 9}, {"region": "hip_b", "intensity": 3}],
        [{"region": "hip", "intensity": 6}],
        [],
        [3, 6, 6, 9, 0, 0],
    ]


def test_zoom_keeps_the_point_under_the_finger_and_stays_on_the_picture(page: Page) -> None:
    """Zooming about a point leaves it where it is; the frame never leaves the picture."""
    same, frame = run(page, "viewport.js", """
        const box = [-505, -1775, 1010, 1790], aspect = 0.6;
        const start = m.whole(box), point = [100, -900];
        const share = (v) => {
            const f = m.frame(v, box, aspect);
            return [(point[0] - f[0]) / f[2], (point[1] - f[1]) / f[3]];
        };
        const zoomed = m.zoomAbout(start, 3, point);
        const before = share(start), after = share(zoomed);
        const far = m.clamp(m.panBy(zoomed, 1e5, -1e5), box, aspect);
        return [Math.hypot(before[0] - after[0], before[1] - after[1]), m.frame(far, box, aspect)];
    """)  # fmt: skip
    assert same < 1e-9
    assert frame[0] == pytest.approx(-505)
    assert frame[1] + frame[3] == pytest.approx(15)


def test_arrow_goes_to_the_nearest_that_way(page: Page) -> None:
    """Straight ahead wins over nearer but aside; nothing that way is nothing."""
    out = run(page, "keyboard.js", """
        const at = (x, y) => ({x, y}), here = at(0, 0), down = at(10, 100), aside = at(70, 30), up = at(0, -50);
        const go = (arrow) => m.nearest([here, down, aside, up], here, arrow);
        return [go('ArrowDown') === down, go('ArrowUp') === up, go('ArrowLeft')];
    """)  # fmt: skip
    assert out == [True, True, None]


def test_links_round_trip(page: Page) -> None:
    """What is written is read; anything else is no link."""
    out = run(page, "link.js", """
        const choice = {muscle: 'tensor_fasciae_latae', side: 'right', point: 'TrP1'};
        const written = m.writeLink(choice);
        return [written, m.readLink(written), m.readLink(''), m.readLink('#muscle=x&side=up').side];
    """)  # fmt: skip
    assert out[0] == "#muscle=tensor_fasciae_latae&side=right&tp=TrP1"
    assert out[1:] == [{"muscle": "tensor_fasciae_latae", "side": "right", "point": "TrP1"}, None, "left"]


def test_every_word_of_the_page_is_in_the_catalogue() -> None:
    """Keys written out in the modules exist, and no key is left over."""
    words = json.loads((FRONTEND / "i18n" / "en.json").read_text(encoding="utf-8"))
    source = "\n".join(path.read_text(encoding="utf-8") for path in FRONTEND.glob("*.js"))
    used = set(re.findall(r"'([a-z][\w.]*)'", source))
    families = {match.rstrip(".") for match in re.findall(r"`([a-z][\w.]*\.)\$\{", source)}
    called = set(re.findall(r"\bt\('([\w.]+)'", source))
    assert {key for key in called if key not in words and f"{key}.other" not in words} == set()

    def reachable(key: str) -> bool:
        plain = re.sub(r"\.(one|other)$", "", key)
        return plain in used or any(plain.startswith(f"{family}.") for family in families)

    assert {key for key in words if not reachable(key)} == set()


def test_both_catalogues_have_the_same_keys() -> None:
    """No word is left in English."""
    english, spanish = (
        json.loads((FRONTEND / "i18n" / f"{language}.json").read_text(encoding="utf-8")) for language in ("en", "es")
    )
    assert spanish.keys() == english.keys()


def test_page_parses_no_markup_from_strings() -> None:
    """No innerHTML and its kin, no inline style or script: the content security policy stays strict."""
    for path in FRONTEND.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(",
            re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", text),
        ), path
    html = (FRONTEND / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", html)
