"""What the core answers: plain, JSON-ready values. Lengths are mm on the picture, areas cm² of skin."""

from __future__ import annotations

from pydantic import BaseModel, Field

from bodymap.safety import Safety


class PointMatch(BaseModel):
    """How one trigger point fits a drawing; shares 0 to 1."""

    id: str
    label: str
    score: float
    pain_explained: float
    pattern_present: float


class Match(BaseModel):
    """How one muscle on one side fits a drawing."""

    rank: int = Field(description="1 is best; equal fits share a rank.")
    tied: bool
    muscle: str
    side: str = Field(description="The person's own side.")
    name: str
    everyday_name: str
    score: float = Field(description="0 to 1, for ordering; not a probability.")
    pain_explained: float = Field(description="Share of the marked pain that lies in the muscle's pattern.")
    pattern_present: float = Field(
        description="Share of the best-fitting trigger point's essential zone that is marked."
    )
    trigger_points: list[PointMatch]
    why: str
    why_not: str
    reviewed_by: str | None


class LookAlikeMatch(BaseModel):
    """Something other than a muscle that hurts in the same places; in a lane of its own."""

    id: str
    side: str = Field(description="The person's own side.")
    kind: str = Field(description="joint, nerve root, nerve or tendon.")
    name: str
    everyday_name: str
    score: float = Field(description="0 to 1, for ordering within this lane only; not a probability.")
    what: str
    whom_to_see: str


class Neighbours(BaseModel):
    """Muscles one joint above and below that are worth examining for this complaint."""

    complaint: str
    look_here_too: str
    above: list[str]
    below: list[str]
    evidence: str = Field(description="How well the idea is supported: moderate, low, or expert opinion.")


class RankResult(BaseModel):
    """Safety first, then the muscles that fit, and what the answer is worth."""

    safety: Safety
    matches: list[Match]
    total: int = Field(description="How many matched, of which `limit` may have cut the last.")
    look_alikes: list[LookAlikeMatch] = Field(description="Not muscles; best first, never mixed into the matches.")
    neighbours: Neighbours | None
    description: str = Field(description="Where it hurts, in words, sides in the person's own terms.")
    area_cm2: float
    covered: float = Field(description="Share of the marked pain that lies in any muscle's pattern, 0 to 1.")
    message: str | None
    limits: str
    data_version: str


class RegionShare(BaseModel):
    """How much of a region is marked."""

    region: str
    share: float


class Level(BaseModel):
    """Outline of everything marked at an intensity or more."""

    intensity: int
    path: str


class TraceResult(BaseModel):
    """A drawing's outline in each view, and its place in words."""

    views: dict[str, str] = Field(description="SVG path by view; empty where nothing shows.")
    levels: dict[str, list[Level]] = Field(description="By view, from the weakest marked intensity to the strongest.")
    area_cm2: float
    description: str
    regions: list[RegionShare] = Field(description="Fine regions that the drawing touches, most covered first.")
    message: str | None


class PointOnPicture(BaseModel):
    """A named point on a picture."""

    name: str
    x: float
    y: float


class ViewInfo(BaseModel):
    """A view's camera and frame, and the landmarks it shows."""

    view: str
    label: str
    azimuth: float
    body: str
    box: tuple[float, float, float, float]
    landmarks: dict[str, PointOnPicture]
    hidden: list[str] = Field(description="Landmarks that this view does not show.")


class TriggerPointMark(BaseModel):
    """Where a trigger point's X stands on a picture."""

    id: str
    label: str
    x: float
    y: float


class PatternView(BaseModel):
    """A pattern in one view, as SVG paths."""

    essential: str
    spillover: str
    faint: str = Field("", description="Either kind, where support is thin or the pain rare.")
    local: str
    trigger_points: list[TriggerPointMark]


class PatternResult(BaseModel):
    """A muscle's pattern in every view that shows any of it."""

    muscle: str
    side: str
    trigger_point: str | None
    body: str
    views: dict[str, PatternView]
    shown_in: list[str] = Field(description="Views that show any of it, the one that shows most first.")
