"""How fast and how large: run with ``make bench``. Prints a table; nothing here passes or fails.

Figures are medians of repeated runs on one core of the machine it runs on, so compare rows of one run only.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.shapely_ranking import PolygonRanking
from bodymap.drawing import Drawing, Stroke
from bodymap.explorer import Bodymap

STROKES = 20
POINTS = 20


def median_ms(job: Callable[[], object], repeats: int = 200) -> float:
    """Median wall time of a call in milliseconds, after ten that do not count."""
    for _ in range(10):
        job()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def typical_drawing() -> Drawing:
    """Twenty strokes of twenty points wandering over the left hip and thigh, side and back."""
    rng = np.random.default_rng(7)
    strokes = []
    for index in range(STROKES):
        view = "left" if index % 2 else "posterior"
        start = np.array([0.0, -880.0]) if view == "left" else np.array([-100.0, -850.0])
        path = start + np.cumsum(rng.normal((0.0, 6.0), (6.0, 8.0), (POINTS, 2)), axis=0)
        points = tuple((float(x), float(y)) for x, y in path)
        strokes.append(Stroke(view=view, points=points, radius=25.0, intensity=3 + index % 5))
    return Drawing(strokes=tuple(strokes))


def first_page() -> tuple[float, float]:
    """Seconds from starting the server to its first page, and its resident memory in MB after 20 rankings."""
    command = [sys.executable, "-u", "-m", "bodymap", "serve", "--port", "8470"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = next(word for line in server.stdout for word in line.split() if word.startswith("http"))
        with urllib.request.urlopen(address) as page:
            page.read()
        seconds = time.perf_counter() - start
        for view in ("anterior", "posterior", "left", "right", "left_inner_thigh", "right_inner_thigh"):
            urllib.request.urlopen(f"{address}api/v1/views/{view}.svg").read()
        body = b'{"drawing":' + typical_drawing().model_dump_json().encode() + b"}"
        for _ in range(20):
            request = urllib.request.Request(
                f"{address}api/v1/rank", body, {"Content-Type": "application/json"}, method="POST"
            )
            urllib.request.urlopen(request).read()
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        server.terminate()
    return seconds, int(resident.split()[1]) / 1024


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    core = Bodymap.load()
    loaded = time.perf_counter() - start
    drawing = typical_drawing()
    core.rank(drawing, {})
    polygons = PolygonRanking(core)
    patch = core.paint(drawing)
    start = time.perf_counter()
    core.figure_svg("anterior")
    first = (time.perf_counter() - start) * 1e3
    rows = [
        ("load data and body (s)", loaded),
        ("figure SVG, first time (ms)", first),
        ("figure SVG, afterwards (ms)", median_ms(lambda: core.figure_svg("anterior"))),
        (f"paint, {STROKES} strokes (ms)", median_ms(lambda: core.paint(drawing))),
        ("measure and rank (ms)", median_ms(lambda: core.scorer.rank(core.scorer.measure(patch)))),
        (
            "paint and rank (ms)",
            median_ms(lambda: core.scorer.rank(core.scorer.measure(core.paint(drawing)))),
        ),
        ("the same with Shapely polygons (ms)", median_ms(lambda: polygons.rank(drawing), 40)),
        ("paint, rank, explain, screen, describe (ms)", median_ms(lambda: core.rank(drawing, {}))),
        ("trace in six views (ms)", median_ms(lambda: core.traced(drawing, core.surface.view_names), 40)),
    ]
    seconds, megabytes = first_page()
    rows += [("start to first page (s)", seconds), ("resident memory of the server (MB)", megabytes)]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value:9.3f}")


if __name__ == "__main__":
    main()
