// @ts-check
/** The person's marks on a figure: hue and texture by how much it hurts. */

/** @import {Drawing, State, Stroke} from './types.js' */
/** @import {Figure} from './figure.js' */
import { s } from './dom.js';
import { isEmpty } from './drawing.js';
import { grade } from './i18n.js';

const GRADES = /** @type {const} */ (['mild', 'medium', 'strong']);
const HATCH = { mild: 13, medium: 9, strong: 6 }; // mm between the lines of the texture

/**
 * Draw the marks: the smooth outline from the server, and roughly what it has not answered for yet.
 *
 * @param {Figure} figure
 * @param {State} state
 */
export function drawPaint(figure, { history, traced, trouble, mode }) {
  const drawing = history.present;
  const old = traced?.drawing !== drawing;
  const known = old && (trouble?.kind === 'away' || isEmpty(drawing)) ? null : traced; // no answer to come: it would mislead
  const levels = known?.answer.levels[figure.view] ?? [];
  figure.layers.paint.classList.toggle('put-away', mode === 'muscle');
  figure.layers.paint.replaceChildren(
    textures(figure.view),
    ...levels.flatMap(({ intensity, path }) => layer(figure.view, intensity, { d: path })),
    ...pending(figure, drawing, known?.drawing ?? null),
  );
}

/**
 * @param {string} view
 * @param {number} intensity
 * @param {Record<string, string>} shape
 */
function layer(view, intensity, shape) {
  const name = grade(intensity);
  return [
    s('path', { class: `paint tint ${name}`, 'data-intensity': intensity, ...shape }),
    s('path', { class: 'paint texture', fill: `url(#hatch-${view}-${name})`, ...shape }),
  ];
}

/** @param {string} view */
function textures(view) {
  const patterns = GRADES.map((name) => {
    const gap = HATCH[name];
    const box = { width: gap, height: gap, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
    const line = s('path', { class: `hatch ${name}`, d: `M0 ${gap / 2}H${gap}` });
    return s('pattern', { id: `hatch-${view}-${name}`, ...box }, line);
  });
  return s('defs', {}, patterns);
}

/**
 * Marks that the traced drawing does not hold.
 *
 * @param {Figure} figure
 * @param {Drawing} drawing
 * @param {Drawing | null} known
 */
function pending(figure, drawing, known) {
  const regions = drawing.regions
    .filter((mark) => !known?.regions.some((old) => old.region === mark.region && old.intensity === mark.intensity))
    .flatMap(({ region, intensity }) =>
      figure
        .pathsOf(region)
        .map((path) => s('path', { class: `paint tint pending ${grade(intensity)}`, d: path.getAttribute('d') ?? '' })),
    );
  const strokes = drawing.strokes
    .filter((stroke) => stroke.view === figure.view && !known?.strokes.includes(stroke))
    .map(strokePath);
  return [...regions, ...strokes];
}

/**
 * A stroke as a fat line; erasing looks like skin.
 *
 * @param {Stroke} stroke
 */
export function strokePath({ points, radius, intensity, erase }) {
  const [first, ...rest] = points;
  const d = `M${first?.join(' ')}${rest.length ? `L${rest.map((point) => point.join(' ')).join(' ')}` : 'h.01'}`;
  return s('path', { class: `stroke ${erase ? 'rub' : grade(intensity)}`, d, 'stroke-width': 2 * radius });
}
