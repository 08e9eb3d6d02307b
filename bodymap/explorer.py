"""The explorer: one loaded body and atlas, and everything that can be asked of them.

>>> from bodymap.drawing import Drawing, RegionMark
>>> explorer = Bodymap.load()
>>> result = explorer.rank(Drawing(regions=(RegionMark(region="left_groin"),)), {})
>>> result.matches[0].muscle
'iliopsoas'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bodymap.anatomy import Anatomy
from bodymap.atlas import Atlas
from bodymap.cells import CELLS
from bodymap.datadir import default_data_dir
from bodymap.drawing import Drawing
from bodymap.errors import BadDrawing, UnknownName
from bodymap.landmarks import landmarks_on
from bodymap.lanes import DIGITS, look_alikes_of, match_of, neighbours_of, with_ties
from bodymap.languages import ENGLISH, Language, Languages
from bodymap.look_alikes import LookAlikeFit, LookAlikes
from bodymap.messages import LIMITS, Message, message_for
from bodymap.muscle import Muscle
from bodymap.neighbours import neighbours_for
from bodymap.paint import Patch, paint
from bodymap.patterns import LAYERS, SIDES, BodySide, Patterns, PointPattern, merged
from bodymap.pictures import Pictures
from bodymap.ranking import Fit, Measured, Scorer
from bodymap.regions import Regions, bare
from bodymap.results import (
    Level,
    Match,
    PatternResult,
    PatternView,
    RankResult,
    RegionShare,
    TraceResult,
    TriggerPointMark,
    ViewInfo,
)
from bodymap.safety import screen
from bodymap.surface import REFERENCE, Surface
from bodymap.views import VIEWS, view_named
from bodymap.words import Words

__all__ = ["Bodymap", "PatternResult", "RankResult", "TraceResult", "ViewInfo"]

_MOST_PROBLEMS = 20  # told at once of a drawing that cannot be placed
_FAINT = 0.5  # zones of this strength or less are drawn faintly: thin support, or rare
_BRUSHED = 0.025  # a pattern that reaches less than this share of a region only brushes its border


class Bodymap:
    """The body surface, its regions, the atlas and its patterns.

    Make one with :meth:`load`; it is read-only afterwards and may be shared between threads.

    Attributes
    ----------
    surface : Surface
        Bodies and cameras over the cells.
    anatomy : Anatomy
        Named landmarks, lines and panels.
    regions : Regions
        Named regions at every level.
    atlas : Atlas
        Muscles, red flags and sources as the clinicians wrote them.
    patterns : Patterns
        The muscles' zones as patches.
    languages : Languages
        English, and those that the data is translated to.
    data_version, data_checksum : str
        Short and full SHA-256 over every data file.
    """

    def __init__(self, data: Path) -> None:
        self.surface = Surface.load(data / "bodies")
        self.anatomy = Anatomy(self.surface, data / "lines.yaml")
        self.regions = Regions(self.anatomy, data / "regions.yaml", self.surface.buried)
        self.atlas = Atlas.load(
            data,
            known_lines=self.anatomy.lines,
            known_panels=self.anatomy.panels,
            known_landmarks=self.anatomy.landmarks,
            known_areas={bare(area) for area in self.regions.areas},
        )
        self.words = Words(self.regions, self.surface.scored, self.surface.normals)
        self.patterns = Patterns(self.atlas.muscles, self.anatomy, self.surface.scored, self.words.area_of)
        self.scorer = Scorer(self.patterns, self.surface.scored)
        self.look_alikes = LookAlikes(
            tuple(self.atlas.look_alikes.values()), self.anatomy, self.surface.scored, self.words.area_of
        )
        self.pictures = Pictures(self.surface, self.regions, data)
        self.languages = Languages(data / "translations")
        self.data_checksum = _checksum(data)
        self.data_version = self.data_checksum[:12]

    @classmethod
    def load(cls, data: Path | None = None) -> Bodymap:
        """Load everything from a data folder.

        Parameters
        ----------
        data : Path, optional
            The folder with ``muscles.yaml`` and the body tables; the one that ships with bodymap by default.

        Raises
        ------
        DataError
            A file is missing or wrong; says which, on which line, and what to do.
        """
        return cls(data or default_data_dir())

    # -- drawings -------------------------------------------------------------------------------

    def check(self, drawing: Drawing) -> None:
        """Refuse a drawing that cannot be placed on the body.

        Raises
        ------
        BadDrawing
            A region or view does not exist, or a point lies outside its view's box; says where in the drawing.
        """
        problems: list[tuple[str, str]] = []
        for index, mark in enumerate(drawing.regions):
            if mark.region not in self.regions.all:
                unknown = UnknownName("region", mark.region, self.regions.all, "region")
                problems.append((f"/regions/{index}/region", str(unknown)))
        for kind, marks in (("strokes", drawing.strokes), ("outlines", drawing.outlines)):
            for index, line in enumerate(marks):
                if line.view not in VIEWS:
                    problems.append((f"/{kind}/{index}/view", str(UnknownName("view", line.view, VIEWS, "view"))))
                    continue
                points = np.array(line.points)
                x, y, width, height = VIEWS[line.view].box
                outside = ~((points >= (x, y)) & (points <= (x + width, y + height))).all(axis=1)
                if outside.any():
                    where = f"/{kind}/{index}/points/{int(np.argmax(outside))}"
                    frame = f"x {x:g} to {x + width:g}, y {y:g} to {y + height:g}"
                    problems.append((where, f"The point lies outside the view box: {frame}."))
        if problems:
            raise BadDrawing(problems[:_MOST_PROBLEMS])

    def paint(self, drawing: Drawing) -> Patch:
        """The patch of a drawing: intensity 0 to 10 for each cell, shape (cells,)."""
        return paint(drawing, self.surface, self.regions.cells)

    def trace(self, patch: Patch, view: str, body: str = REFERENCE) -> str:
        """Smooth outline of a patch in a view, as SVG path data; empty where nothing shows."""
        return self.pictures.trace(patch > 0, view, body)

    def area_cm2(self, patch: Patch, body: str = REFERENCE) -> float:
        """Skin that a patch covers on a body, cm²."""
        return float(self.surface.areas(body)[patch > 0].sum()) / 100.0

    def describe(self, patch: Patch, language: str = ENGLISH) -> str:
        """Where a patch lies, in words; empty for an empty patch. Raises UnknownName for the language."""
        return self.words.describe(patch, self.languages[language])

    def traced(self, drawing: Drawing, views: Sequence[str], language: str = ENGLISH) -> TraceResult:
        """A drawing's outline in each of `views`, its area, and its place in words; raises UnknownName."""
        said = self.languages[language]
        patch = self.paint(drawing)
        message = self._message(drawing, patch, self.words.shares(patch), None, said)
        intensities = sorted({int(value) for value in np.unique(patch) if value > 0})
        paths = {view: self.trace(patch, view, drawing.body) for view in views}
        levels = {
            view: [
                Level(
                    intensity=step,
                    path=whole if step == intensities[0] else self.pictures.trace(patch >= step, view, drawing.body),
                )
                for step in intensities
            ]
            for view, whole in paths.items()
            if whole
        }
        return TraceResult(
            views=paths,
            levels={view: [level for level in found if level.path] for view, found in levels.items()},
            area_cm2=round(self.area_cm2(patch, drawing.body), 1),
            description=self.words.describe(patch, said),
            regions=self._region_shares(patch),
            message=None if message is None else message.text,
        )

    def _region_shares(self, patch: Patch) -> list[RegionShare]:
        marked = self.regions.sums(self.surface.scored * (patch > 0))
        whole = self.regions.sums(self.surface.scored)
        share = np.divide(marked, whole, out=np.zeros_like(marked), where=whole > 0)
        names = list(self.regions.fine)
        order = [i for i in np.argsort(-share, kind="stable") if share[i] > 0.005]
        return [RegionShare(region=names[i], share=round(float(share[i]), DIGITS)) for i in order]

    def _message(
        self, drawing: Drawing, patch: Patch, shares: Mapping[str, float], matched: bool | None, language: Language
    ) -> Message | None:
        scored = self.surface.scored
        of_skin = float(scored[patch > 0].sum() / scored.sum())
        erased = any(stroke.erase for stroke in drawing.strokes)
        return message_for(self.regions, shares, of_skin, matched, erased, language)

    # -- ranking --------------------------------------------------------------------------------

    def rank(
        self, drawing: Drawing, answers: Mapping[str, str], limit: int = 10, language: str = ENGLISH
    ) -> RankResult:
        """Screen for danger, then rank the muscles whose pattern overlaps a drawing.

        Parameters
        ----------
        drawing : Drawing
            Should have passed :meth:`check`.
        answers : mapping of str to str
            ``yes``, ``no`` or ``not_sure`` by question id.
        limit : int
            At most this many matches; matches that tie with the last one shown are kept.
        language : str
            Code of the language of everything that is said.

        Raises
        ------
        UnknownName
            An answer to a question that does not exist, or a language that there is not.
        """
        said = self.languages[language]
        patch = self.paint(drawing)
        shares = self.words.shares(patch)
        safety = screen(self.atlas.red_flags, shares, answers, language=said)
        measured = self.scorer.measure(patch)
        fits = self.scorer.rank(measured)
        message = self._message(drawing, patch, shares, bool(fits), said)
        shown = not (safety.level == "emergency" or safety.child or (message and message.instead_of_matches))
        fits = fits if shown else []
        return RankResult(
            safety=said.translated(safety),
            matches=[self._match(measured, fit, said) for fit in with_ties(fits, limit)],
            total=len(fits),
            look_alikes=look_alikes_of(self._look_alike_fits(patch), self.atlas.look_alikes, said) if shown else [],
            neighbours=neighbours_of(neighbours_for(self.atlas.complaints, shares), said) if shown else None,
            description=self.words.describe(patch, said),
            area_cm2=round(self.area_cm2(patch, drawing.body), 1),
            covered=round(self.scorer.covered(measured), DIGITS),
            message=None if message is None else message.text,
            limits=said.say(LIMITS),
            data_version=self.data_version,
        )

    def _match(self, measured: Measured, fit: Fit, language: Language) -> Match:
        reasons = self.words.why(measured.pain, measured.painted, fit, self.patterns, language)
        return match_of(fit, self.atlas.muscles[fit.muscle], reasons, language)

    def _look_alike_fits(self, patch: Patch) -> list[LookAlikeFit]:
        return self.look_alikes.score(self.look_alikes.measure(patch))

    # -- muscles and their patterns -------------------------------------------------------------

    def muscle(self, name: str, language: str = ENGLISH) -> Muscle:
        """The muscle of an id, name or synonym, in English or in a language; raises UnknownName."""
        try:
            return self.atlas.muscle(name)
        except UnknownName:
            found = self.languages[language].named(name, self.atlas.muscles)
            if found is None:
                raise
            return self.atlas.muscles[found]

    def find_muscles(self, query: str, language: str = ENGLISH) -> tuple[Muscle, ...]:
        """Muscles that a few words may mean, best first: English words, then those of a language."""
        found = self.atlas.find_muscles(query)
        more = self.languages[language].finding(query, self.atlas.muscles)
        return (*found, *(self.atlas.muscles[name] for name in more if self.atlas.muscles[name] not in found))

    def muscles_in(self, region: str) -> dict[str, tuple[bool, bool]]:
        """Muscles whose pattern reaches a region, on either side: (essential there, spillover there) by id.

        Raises
        ------
        UnknownName
            There is no such region.
        """
        cells = self.regions.cells[self.regions.region(region).id]
        least = _BRUSHED * float(self.surface.scored[cells].sum())
        found = {}
        for muscle in self.atlas.muscles:
            kinds = []
            for layer in LAYERS[:2]:
                patch = merged(p.on(side, layer) for p in self.patterns.points[muscle] for side in SIDES)
                kinds.append(float(self.surface.scored[cells & (patch > 0)].sum()) > least)
            if any(kinds):
                found[muscle] = (kinds[0], kinds[1])
        return found

    def pattern(
        self, muscle: str, side: BodySide = "left", trigger_point: str | None = None, body: str = REFERENCE
    ) -> PatternResult:
        """A muscle's pattern in every view that shows any of it.

        Parameters
        ----------
        muscle : str
            Id or synonym.
        side : {"left", "right"}
            The person's own side.
        trigger_point : str, optional
            One point alone, such as ``TrP2``; all of them by default.
        body : str
            The body on which it is drawn.

        Raises
        ------
        UnknownName
            The muscle, trigger point or body does not exist.
        """
        entry = self.atlas.muscle(muscle)
        drawn = self._drawn(self.patterns.of(entry.id, trigger_point), side, tuple(VIEWS), body)
        views = {view: pattern for view, (pattern, _) in drawn.items()}
        return PatternResult(
            muscle=entry.id,
            side=side,
            trigger_point=trigger_point,
            body=body,
            views=views,
            shown_in=sorted(views, key=lambda view: -drawn[view][1]),
        )

    def _drawn(
        self, points: Sequence[PointPattern], side: BodySide, wanted: Sequence[str], body: str
    ) -> dict[str, tuple[PatternView, float]]:
        """Those of the wanted views that show any of the points' pattern: its paths, and how much shows (mm²)."""
        core = merged(p.on(side, "essential") for p in points)
        spread = merged(p.on(side, "spillover") for p in points)
        essential = core > _FAINT
        spillover = (spread > _FAINT) & ~essential
        faint = ((core > 0) | (spread > 0)) & ~essential & ~spillover
        local = merged(p.on(side, "local") for p in points) > 0.5
        shown = self.surface.scored * (essential + 0.3 * spillover + 0.1 * faint)
        found = {}
        for view in wanted:
            pattern = PatternView(
                essential=self.pictures.trace(essential, view, body),
                spillover=self.pictures.trace(spillover, view, body),
                faint=self.pictures.trace(faint, view, body),
                local=self.pictures.trace(local, view, body),
                trigger_points=self._marks(points, side, view, body),
            )
            if pattern.essential or pattern.spillover or pattern.faint or pattern.trigger_points:
                found[view] = (pattern, float(shown[self.surface.camera(view, body).visible].sum()))
        return found

    def _marks(self, points: Sequence[PointPattern], side: BodySide, view: str, body: str) -> list[TriggerPointMark]:
        camera = self.surface.camera(view, body)
        marks = []
        for point in points:
            cell = point.cell if side == "left" else int(CELLS.mirror[point.cell])
            if camera.visible[cell]:
                x, y = camera.xy[cell]
                marks.append(
                    TriggerPointMark(
                        id=point.trigger_point.id,
                        label=point.trigger_point.label,
                        x=round(float(x), 1),
                        y=round(float(y), 1),
                    )
                )
        return marks

    # -- pictures -------------------------------------------------------------------------------

    def view_info(self, view: str, body: str = REFERENCE) -> ViewInfo:
        """A view's camera and frame, and where the landmarks lie in it; raises UnknownName."""
        chosen = view_named(view)
        shown, hidden = landmarks_on(self.surface.camera(view, body))
        return ViewInfo(
            view=view,
            label=chosen.label,
            azimuth=chosen.azimuth,
            body=body,
            box=chosen.box,
            landmarks=shown,
            hidden=hidden,
        )

    def region_outlines(self, view: str, body: str = REFERENCE) -> Mapping[str, str]:
        """Outline of every region that shows in a view, as SVG path data by id; raises UnknownName."""
        return self.pictures.regions(view, body)

    def figure_svg(self, view: str, body: str = REFERENCE, theme: str = "light", regions: bool = True) -> str:
        """The figure as an SVG document, with named, focusable regions unless they are not wanted."""
        return self.pictures.figure(view, body, theme, regions)

    def pattern_svg(
        self,
        muscle: str,
        view: str,
        side: BodySide = "left",
        trigger_point: str | None = None,
        body: str = REFERENCE,
        theme: str = "light",
    ) -> str:
        """A muscle's pattern on the figure as an SVG document; raises UnknownName."""
        view_named(view)
        entry = self.atlas.muscle(muscle)
        drawn = self._drawn(self.patterns.of(entry.id, trigger_point), side, (view,), self.surface.body(body).name)
        shown = drawn[view][0] if view in drawn else None
        return self.pictures.pattern(view, body, theme, f"{entry.names.english}, {side}", shown)


def _checksum(data: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.suffix in (".yaml", ".json")):
        digest.update(str(path.relative_to(data)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
