// @ts-check
/** Pointers on a figure: a tap, a stroke, a drag to move the picture, two fingers to zoom. Mouse, pen and touch alike. */

/** @import {Figure} from './figure.js' */
/** @import {Point} from './types.js' */
/** @import {Brush} from './ink.js' */
import { Ink } from './ink.js';
import { panBy, zoomAbout } from './viewport.js';

const SLACK = 8; // px a finger may wander in a tap
const PEN_ERASER = 32; // bit in PointerEvent.buttons

/**
 * @typedef {object} Handlers
 * @property {() => Brush | null} brush The brush in hand, null when tapping.
 * @property {(path: SVGPathElement) => void} tap
 * @property {(stroke: import('./types.js').Stroke) => void} stroke
 * @property {(path: SVGPathElement | null) => void} hover
 */

/**
 * @param {Figure} figure
 * @param {Handlers} handlers
 */
export function attachGestures(figure, handlers) {
  const { canvas } = figure;
  const ink = new Ink(figure);
  /** @type {Map<number, {x: number, y: number}>} */
  const pointers = new Map();
  /** @type {{kind: 'tap' | 'stroke' | 'pan' | 'pinch' | 'none', x: number, y: number, distance: number}} */
  let gesture = { kind: 'none', x: 0, y: 0, distance: 0 };
  let penSeen = false;

  /** The middle of all fingers and how far they are apart. */
  const hand = () => {
    const all = [...pointers.values()];
    const x = all.reduce((sum, p) => sum + p.x, 0) / all.length;
    const y = all.reduce((sum, p) => sum + p.y, 0) / all.length;
    return { x, y, distance: Math.max(1, Math.hypot((all[0]?.x ?? x) - x, (all[0]?.y ?? y) - y)) };
  };

  /** @param {PointerEvent} event */
  const brushFor = (event) => {
    if (penSeen && event.pointerType === 'touch') return null; // the palm of a hand that holds a pen
    const brush = handlers.brush();
    return brush && event.buttons & PEN_ERASER ? { ...brush, erase: true } : brush;
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 && !(event.buttons & PEN_ERASER)) return;
    penSeen ||= event.pointerType === 'pen';
    if (event.pointerType !== 'touch') event.preventDefault(); // no selection of text, no drag of the picture
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size > 1) {
      ink.cancel();
      gesture = { kind: 'pinch', ...hand() };
      return;
    }
    const brush = brushFor(event);
    if (brush) ink.begin(figure.toPoint(event), brush);
    gesture = { kind: brush ? 'stroke' : 'tap', ...hand() };
  });

  canvas.addEventListener('pointermove', (event) => {
    const pointer = pointers.get(event.pointerId);
    const brush = brushFor(event);
    if (event.pointerType !== 'touch') {
      if (brush) ink.showCursor(figure.toPoint(event), brush.radius);
      else ink.hideCursor();
      if (!pointer) handlers.hover(figure.regionAt(event));
    }
    if (!pointer) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = hand();
    const far = Math.hypot(now.x - gesture.x, now.y - gesture.y) > SLACK;
    if (gesture.kind === 'tap' && far) gesture.kind = figure.viewport.scale > 1 ? 'pan' : 'none';
    if (gesture.kind === 'stroke') ink.extend(pointsOf(event));
    if (gesture.kind === 'pinch') move(now, now.distance / gesture.distance);
    if (gesture.kind === 'pan') move(now, 1);
  });

  /** @param {PointerEvent} event @returns {Point[]} */
  const pointsOf = (event) => {
    const coalesced = event.getCoalescedEvents();
    return (coalesced.length ? coalesced : [event]).map((each) => figure.toPoint(each));
  };

  /**
   * @param {{x: number, y: number, distance: number}} now
   * @param {number} factor
   */
  const move = (now, factor) => {
    const unit = figure.millimetresPerPixel;
    const about = figure.toPoint({ clientX: gesture.x, clientY: gesture.y });
    const zoomed = zoomAbout(figure.viewport, factor, about);
    const after = unit * (figure.viewport.scale / zoomed.scale);
    figure.setViewport(panBy(zoomed, (now.x - gesture.x) * after, (now.y - gesture.y) * after));
    gesture = { ...gesture, ...now };
  };

  /** @param {PointerEvent} event @param {boolean} kept */
  const end = (event, kept) => {
    if (!pointers.delete(event.pointerId)) return;
    const { kind } = gesture;
    if (kind === 'pinch') {
      gesture = {
        kind: pointers.size > 1 ? 'pinch' : 'none',
        ...(pointers.size ? hand() : { x: 0, y: 0, distance: 1 }),
      };
      return;
    }
    gesture.kind = 'none';
    const stroke = ink.finish();
    if (!kept) return;
    if (kind === 'stroke' && stroke) handlers.stroke(stroke);
    const path = kind === 'tap' ? figure.regionAt(event) : null;
    if (path) handlers.tap(path);
  };
  canvas.addEventListener('pointerup', (event) => end(event, true));
  canvas.addEventListener('pointercancel', (event) => end(event, false));
  canvas.addEventListener('pointerleave', () => {
    ink.hideCursor();
    handlers.hover(null);
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || gesture.kind !== 'stroke') return;
    ink.cancel();
    gesture.kind = 'none';
  });

  canvas.addEventListener(
    'wheel',
    (event) => {
      const pinching = event.ctrlKey || event.metaKey;
      if (!pinching && figure.viewport.scale === 1) return; // the page scrolls
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 15 : 1;
      const unit = figure.millimetresPerPixel * pixels;
      figure.setViewport(
        pinching
          ? zoomAbout(figure.viewport, Math.exp((-event.deltaY * pixels) / 220), figure.toPoint(event))
          : panBy(figure.viewport, -event.deltaX * unit, -event.deltaY * unit),
      );
    },
    { passive: false },
  );
}
