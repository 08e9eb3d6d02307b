// @ts-check
/** What a person marked, as an immutable value. Pure: the page keeps every step of it for undo. */

/** @import {Drawing, RegionMark, Stroke, Point, Region} from './types.js' */

export const LIMITS = { strokes: 200, regions: 200, points: 10_000 };
export const STEPS = [3, 6, 9]; // a tap, a second and a third; the fourth takes the mark away

/** @type {Drawing} */
export const EMPTY = Object.freeze({ body: 'neutral', regions: [], strokes: [] });

/** @param {Drawing} drawing */
export function isEmpty(drawing) {
  return drawing.regions.length === 0 && drawing.strokes.every((stroke) => stroke.erase);
}

/**
 * Whether there is room for one more stroke.
 *
 * @param {Drawing} drawing
 * @param {Stroke} stroke
 */
export function hasRoom(drawing, stroke) {
  const points = drawing.strokes.reduce((sum, { points }) => sum + points.length, stroke.points.length);
  return drawing.strokes.length < LIMITS.strokes && points <= LIMITS.points;
}

/**
 * @param {Drawing} drawing
 * @param {Stroke} stroke
 * @returns {Drawing}
 */
export function addStroke(drawing, stroke) {
  if (stroke.erase && isEmpty(drawing)) return drawing;
  return { ...drawing, strokes: [...drawing.strokes, stroke] };
}

/**
 * How strongly a region is marked by name, itself or through its area; 0 if not.
 *
 * @param {Drawing} drawing
 * @param {Region} region
 */
export function intensityOf(drawing, region) {
  const own = drawing.regions.find((mark) => mark.region === region.id);
  const area = drawing.regions.find((mark) => mark.region === region.parent);
  return (own ?? area)?.intensity ?? 0;
}

/**
 * The next step of tapping: 3, 6, 9, off.
 *
 * @param {number} intensity
 */
export function nextStep(intensity) {
  return STEPS.find((step) => step > intensity) ?? 0;
}

/**
 * Mark a region, or with 0 take its mark away.
 *
 * An area takes the place of marks inside it. A fine region inside a marked area gets a mark of its own, and so do its
 * neighbours: the area's mark alone would outweigh it.
 *
 * @param {Drawing} drawing
 * @param {Region} region
 * @param {number} intensity 0 to 10.
 * @param {readonly Region[]} family The area's fine regions (itself among them when it is fine).
 * @returns {Drawing}
 */
export function markRegion(drawing, region, intensity, family) {
  /** @type {Map<string, number>} */
  const marks = new Map(drawing.regions.map((mark) => [mark.region, mark.intensity]));
  if (region.level === 'fine' && region.parent !== null) {
    const area = marks.get(region.parent);
    if (area !== undefined) {
      marks.delete(region.parent);
      for (const { id } of family) marks.set(id, area);
    }
  } else {
    for (const { id } of family) marks.delete(id);
  }
  if (intensity > 0) marks.set(region.id, intensity);
  else marks.delete(region.id);
  /** @type {RegionMark[]} */
  const regions = [...marks].map(([name, value]) => ({ region: name, intensity: value })).sort(byRegion);
  return { ...drawing, regions };
}

/**
 * Take back what was erased inside a place. The API lays regions down before strokes, so an older erasing stroke
 * would wipe a region that is marked anew.
 *
 * @param {Drawing} drawing
 * @param {(view: string, point: Point) => boolean} inside
 * @returns {Drawing}
 */
export function restore(drawing, inside) {
  if (!drawing.strokes.some((stroke) => stroke.erase)) return drawing;
  const strokes = drawing.strokes.flatMap((stroke) => (stroke.erase ? outsideOf(stroke, inside) : [stroke]));
  return { ...drawing, strokes };
}

/**
 * @param {Stroke} stroke
 * @param {(view: string, point: Point) => boolean} inside
 * @returns {Stroke[]}
 */
function outsideOf(stroke, inside) {
  /** @type {Point[][]} */
  const runs = [[]];
  for (const point of stroke.points) {
    if (inside(stroke.view, point)) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter((points) => points.length > 0).map((points) => ({ ...stroke, points }));
}

/**
 * One order, so that the same marks make the same request however they were made.
 *
 * @param {RegionMark} a
 * @param {RegionMark} b
 */
function byRegion(a, b) {
  return a.region < b.region ? -1 : 1;
}
