// @ts-check
/** Zoom and pan as a view box: hit areas and focus rings stay exact. Pure. */

/** @import {Point} from './types.js' */

/** @typedef {readonly [number, number, number, number]} Box x, y, width, height in mm. */
/** @typedef {{scale: number, x: number, y: number}} Viewport Magnification, and the point in the middle. */

export const MAX_SCALE = 6;
export const FINE_SCALE = 1.9; // from here on a tap takes the fine region
const HIP = -880; // mm: where the first zoom goes

/**
 * @param {Box} box
 * @returns {Viewport}
 */
export function whole(box) {
  return { scale: 1, x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 };
}

/**
 * The view box of a viewport in an element of some shape; at scale 1 the whole of `box`, as large as it fits.
 *
 * @param {Viewport} viewport
 * @param {Box} box
 * @param {number} aspect Width by height of the element.
 * @returns {Box}
 */
export function frame(viewport, box, aspect) {
  const [width, height] = fit(box, aspect, viewport.scale);
  return [viewport.x - width / 2, viewport.y - height / 2, width, height];
}

/**
 * @param {Box} box
 * @param {number} aspect
 * @param {number} scale
 * @returns {[number, number]}
 */
function fit(box, aspect, scale) {
  const width = Math.max(box[2], box[3] * aspect);
  return [width / scale, width / aspect / scale];
}

/**
 * Within the limits, and never looking past the edge of the picture.
 *
 * @param {Viewport} viewport
 * @param {Box} box
 * @param {number} aspect
 * @returns {Viewport}
 */
export function clamp(viewport, box, aspect) {
  const scale = Math.min(MAX_SCALE, Math.max(1, viewport.scale));
  const [width, height] = fit(box, aspect, scale);
  return {
    scale,
    x: within(viewport.x, box[0], box[0] + box[2], width),
    y: within(viewport.y, box[1], box[1] + box[3], height),
  };
}

/**
 * @param {number} middle
 * @param {number} low
 * @param {number} high
 * @param {number} size
 */
function within(middle, low, high, size) {
  if (size >= high - low) return (low + high) / 2;
  return Math.min(high - size / 2, Math.max(low + size / 2, middle));
}

/**
 * Zoom about a point, which stays where it is on the screen.
 *
 * @param {Viewport} viewport
 * @param {number} factor
 * @param {Point} about
 * @returns {Viewport}
 */
export function zoomAbout(viewport, factor, about) {
  const scale = Math.min(MAX_SCALE, Math.max(1, viewport.scale * factor));
  const share = viewport.scale / scale;
  return {
    scale,
    x: about[0] + (viewport.x - about[0]) * share,
    y: about[1] + (viewport.y - about[1]) * share,
  };
}

/**
 * Zoom by a button: from the whole figure towards the hip, from then on about the middle.
 *
 * @param {Viewport} viewport
 * @param {number} factor
 * @returns {Viewport}
 */
export function zoomStep(viewport, factor) {
  const y = viewport.scale === 1 && factor > 1 ? HIP : viewport.y;
  return zoomAbout({ ...viewport, y }, factor, [viewport.x, y]);
}

/**
 * @param {Viewport} viewport
 * @param {number} dx mm
 * @param {number} dy mm
 * @returns {Viewport}
 */
export function panBy(viewport, dx, dy) {
  return { ...viewport, x: viewport.x - dx, y: viewport.y - dy };
}

/**
 * The least pan that brings a box into sight.
 *
 * @param {Viewport} viewport
 * @param {Box} frame What is in sight.
 * @param {Box} target
 * @returns {Viewport}
 */
export function reveal(viewport, frame, target) {
  return {
    ...viewport,
    x: viewport.x + overshoot(frame[0], frame[2], target[0], target[2]),
    y: viewport.y + overshoot(frame[1], frame[3], target[1], target[3]),
  };
}

/**
 * @param {number} start
 * @param {number} size
 * @param {number} from
 * @param {number} length
 */
function overshoot(start, size, from, length) {
  if (length > size) return from + length / 2 - (start + size / 2);
  return Math.min(0, from - start) + Math.max(0, from + length - start - size);
}
