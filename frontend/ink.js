// @ts-check
/** The stroke under the hand, in a layer of its own: redrawing it never redraws the body. */

/** @import {Point, Stroke} from './types.js' */
/** @import {Figure} from './figure.js' */
import { s } from './dom.js';
import { strokePath } from './paint.js';
import { thin } from './stroke.js';

/** @typedef {{radius: number, intensity: number, erase: boolean}} Brush */

export class Ink {
  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.group = s('g', { 'clip-path': `url(#silhouette-${figure.view})` });
    this.cursor = s('circle', { class: 'brush' });
    figure.live.append(this.group, this.cursor);
    /** @type {Stroke | null} */
    this.stroke = null;
    this.hideCursor();
  }

  /**
   * @param {Point} point
   * @param {Brush} brush
   */
  begin(point, { radius, intensity, erase }) {
    this.stroke = { view: this.figure.view, points: [point], radius, intensity, ...(erase ? { erase: true } : {}) };
    this.#draw();
  }

  /** @param {Point[]} points */
  extend(points) {
    if (!this.stroke) return;
    const least = Math.max(this.stroke.radius / 4, 1);
    for (const point of points) {
      const last = this.stroke.points.at(-1);
      if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= least) this.stroke.points.push(point);
    }
    this.#draw();
  }

  /** The finished stroke; the layer is left to whoever shows it next. */
  finish() {
    const { stroke } = this;
    this.cancel();
    return stroke && { ...stroke, points: thin(stroke.points) };
  }

  cancel() {
    this.stroke = null;
    this.group.replaceChildren();
  }

  /**
   * A ring as large as the brush.
   *
   * @param {Point} point
   * @param {number} radius
   */
  showCursor([x, y], radius) {
    this.cursor.setAttribute('cx', String(x));
    this.cursor.setAttribute('cy', String(y));
    this.cursor.setAttribute('r', String(radius));
    this.cursor.removeAttribute('display');
  }

  hideCursor() {
    this.cursor.setAttribute('display', 'none');
  }

  #draw() {
    if (this.stroke) this.group.replaceChildren(strokePath(this.stroke));
  }
}
