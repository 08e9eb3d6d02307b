// @ts-check
/** One view of the body on the page: the server's picture, with layers for paint and patterns between skin and regions. */

/** @import {Point, ViewInfo} from './types.js' */
/** @import {Box, Viewport} from './viewport.js' */
import * as api from './api.js';
import { h, s } from './dom.js';
import { t } from './i18n.js';
import { FINE_SCALE, clamp, frame, whole } from './viewport.js';

const FORGIVING = 14; // px round a tap that hits nothing

/** A figure with its layers, its viewport and the way from the screen to millimetres. */
export class Figure {
  /** @param {string} view */
  constructor(view) {
    this.view = view;
    this.body = s('svg'); // until the picture has come
    this.live = s('svg', { class: 'live', 'aria-hidden': 'true' });
    this.layers = { paint: s('g'), pattern: s('g'), points: s('g') };
    this.canvas = h('div', { class: 'canvas' });
    this.title = h('span', { class: 'pane-title' });
    this.element = h('figure', { class: 'pane', 'data-view': view }, h('figcaption', {}, this.title), this.canvas);
    this.silhouette = '';
    /** @type {Box} */
    this.box = [0, 0, 1, 1];
    /** @type {Viewport} */
    this.viewport = whole(this.box);
    this.aspect = 1;
    /** @type {() => void} */
    this.onviewport = () => {};
    new ResizeObserver(() => this.#resized()).observe(this.canvas);
  }

  /**
   * Fetch the picture and put it in, keeping the viewport.
   *
   * @param {string} body
   * @param {string} theme
   */
  async load(body, theme) {
    const [picture, info] = await Promise.all([api.figure(this.view, body, theme), api.view(this.view, body)]);
    const first = this.silhouette === '';
    this.body = picture;
    this.box = info.box;
    this.title.textContent = t(`view.${this.view}`);
    picture.setAttribute('aria-label', t(`view.${this.view}`));
    this.silhouette = picture.querySelector(`#silhouette-${this.view} path`)?.getAttribute('d') ?? '';
    for (const name of ['width', 'height']) picture.removeAttribute(name);
    picture.setAttribute('class', 'body-picture');
    picture.querySelector('title')?.remove(); // its name is in aria-label; a title would pop up over the figure
    this.#addLayers(picture);
    this.canvas.replaceChildren(picture, this.live, ...sideLabels(info));
    if (first) this.viewport = whole(info.box);
    this.setViewport(this.viewport);
  }

  /** @param {SVGSVGElement} picture */
  #addLayers(picture) {
    const clip = `url(#silhouette-${this.view})`;
    this.layers = {
      paint: s('g', { class: 'paint-layer', 'clip-path': clip, 'aria-hidden': 'true' }),
      pattern: s('g', { class: 'pattern-layer', 'clip-path': clip, 'aria-hidden': 'true' }),
      points: s('g', { class: 'points-layer', 'aria-hidden': 'true' }),
    };
    const regions = picture.querySelector('#regions');
    if (!regions) throw new Error('The figure has no regions.');
    regions.classList.add('regions');
    regions.before(this.layers.paint, this.layers.pattern);
    regions.after(this.layers.points);
    // Ids are unique in a picture; there are several pictures on the page.
    for (const element of picture.querySelectorAll('#figure, #regions, .region')) element.removeAttribute('id');
  }

  /** @returns {SVGGElement[]} */
  get areas() {
    return [...this.body.querySelectorAll('g')].filter((g) => g.hasAttribute('data-area'));
  }

  /** @returns {SVGPathElement[]} */
  get fine() {
    return [...this.body.querySelectorAll('path')].filter((path) => path.hasAttribute('data-region'));
  }

  /** What a tap takes: whole areas, and from some magnification on the regions inside them. */
  get level() {
    return this.viewport.scale >= FINE_SCALE ? 'fine' : 'area';
  }

  /**
   * The paths that make up a region: its own, or all of an area's.
   *
   * @param {string} region
   */
  pathsOf(region) {
    return this.fine.filter((path) => path.dataset['region'] === region || path.dataset['area'] === region);
  }

  /** @param {Viewport} viewport */
  setViewport(viewport) {
    const before = this.level;
    this.viewport = clamp(viewport, this.box, this.aspect);
    const box = frame(this.viewport, this.box, this.aspect)
      .map((value) => value.toFixed(2))
      .join(' ');
    this.body.setAttribute('viewBox', box);
    this.live.setAttribute('viewBox', box);
    this.canvas.classList.toggle('zoomed', this.viewport.scale > 1);
    this.canvas.classList.toggle('fine', this.level === 'fine');
    this.element.style.setProperty('--zoom', String(this.viewport.scale));
    this.onviewport();
    if (before !== this.level) this.element.dispatchEvent(new CustomEvent('levelchange'));
  }

  #resized() {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (width < 1 || height < 1) return;
    this.aspect = width / height;
    this.setViewport(this.viewport);
  }

  /**
   * Screen to millimetres, kept inside the picture's own box as the API wants it.
   *
   * @param {{clientX: number, clientY: number}} event
   * @returns {Point}
   */
  toPoint({ clientX, clientY }) {
    const matrix = this.body.getScreenCTM();
    if (!matrix) return [0, 0];
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    const [left, top, width, height] = this.box;
    return [Math.min(left + width, Math.max(left, x)), Math.min(top + height, Math.max(top, y))];
  }

  /** Millimetres to one screen pixel. */
  get millimetresPerPixel() {
    return 1 / (this.body.getScreenCTM()?.a || 1);
  }

  /**
   * The region under a tap; a finger that just misses the body still hits it.
   *
   * @param {{clientX: number, clientY: number}} event
   * @returns {SVGPathElement | null}
   */
  regionAt({ clientX, clientY }) {
    const around = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => (i * Math.PI) / 4);
    const tries = [[0, 0], ...around.map((a) => [FORGIVING * Math.cos(a), FORGIVING * Math.sin(a)])];
    for (const [dx = 0, dy = 0] of tries) {
      const hit = document.elementFromPoint(clientX + dx, clientY + dy);
      if (hit instanceof SVGPathElement && hit.hasAttribute('data-region') && this.body.contains(hit)) return hit;
    }
    return null;
  }
}

/**
 * What lies to the left and to the right of the picture, in the person's own terms.
 *
 * @param {ViewInfo} info
 */
function sideLabels({ azimuth }) {
  const turn = (azimuth * Math.PI) / 180;
  const [personsLeft, front] = [Math.cos(turn), -Math.sin(turn)]; // how far screen right points that way
  const [atLeft, atRight] =
    Math.abs(personsLeft) > Math.abs(front)
      ? personsLeft > 0
        ? ['right', 'left']
        : ['left', 'right']
      : front > 0
        ? ['back', 'front']
        : ['front', 'back'];
  return [
    h('span', { class: 'side-label at-left' }, t(`side.${atLeft}`)),
    h('span', { class: 'side-label at-right' }, t(`side.${atRight}`)),
  ];
}
