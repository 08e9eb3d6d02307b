// @ts-check
/** Freehand points to strokes: thinned, rounded, within the limits of the API. Pure. */

/** @import {Point} from './types.js' */

export const MAX_POINTS = 500;
const TOLERANCE = 0.6; // mm that a thinned stroke may stray from the hand's

/**
 * The stroke with as few points as keep its shape (Douglas-Peucker), coordinates to a tenth of a millimetre.
 *
 * @param {readonly Point[]} points
 * @returns {Point[]}
 */
export function thin(points) {
  let tolerance = TOLERANCE;
  let kept = simplify(points, tolerance);
  while (kept.length > MAX_POINTS) {
    tolerance *= 1.6;
    kept = simplify(points, tolerance);
  }
  return kept.map(([x, y]) => [tenth(x), tenth(y)]);
}

/**
 * @param {readonly Point[]} points
 * @param {number} tolerance
 * @returns {Point[]}
 */
function simplify(points, tolerance) {
  const last = points.length - 1;
  if (last < 2) return [...points];
  const keep = new Set([0, last]);
  /** @type {[number, number][]} */
  const spans = [[0, last]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let distance = tolerance;
    for (let i = from + 1; i < to; i += 1) {
      const d = fromSegment(at(points, i), at(points, from), at(points, to));
      if (d > distance) [farthest, distance] = [i, d];
    }
    if (farthest < 0) continue;
    keep.add(farthest);
    spans.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => keep.has(i));
}

/**
 * @param {readonly Point[]} points
 * @param {number} i
 */
function at(points, i) {
  return /** @type {Point} */ (points[i]);
}

/**
 * Distance of a point from a segment.
 *
 * @param {Point} p
 * @param {Point} a
 * @param {Point} b
 */
export function fromSegment(p, a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/** @param {number} value */
function tenth(value) {
  return Math.round(value * 10) / 10;
}
