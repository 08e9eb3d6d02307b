// @ts-check
/** A muscle's pattern over the figure: solid where its pain is at home, dots where it spills over, X at trigger points. */

/** @import {Choice, TriggerPoint} from './types.js' */
/** @import {Store} from './store.js' */
/** @import {Figure} from './figure.js' */
import * as api from './api.js';
import { s } from './dom.js';

const CROSS = 'M-12-12L12 12M-12 12L12-12';

/**
 * Fetch the pattern of whatever is chosen.
 *
 * @param {Store} store
 */
export function startPatterns(store) {
  /** @type {Choice | null} */
  let wanted = null;
  const update = async () => {
    const { mode, chosen, shown, history } = store.get();
    const choice = mode === 'muscle' ? shown : chosen;
    if (choice === wanted) return;
    wanted = choice;
    if (!choice) {
      store.set({ pattern: null });
      return;
    }
    try {
      const pattern = await api.pattern(choice, history.present.body);
      if (wanted === choice) store.set({ pattern });
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      if (wanted !== choice) return;
      wanted = null;
      const kind = error.refused ? 'refused' : 'away';
      store.set({ pattern: null, chosen: null, shown: null, trouble: { kind, detail: error.message } });
    }
  };
  store.on(['mode', 'chosen', 'shown'], update);
  update();
}

/**
 * @param {Figure} figure
 * @param {import('./types.js').Pattern | null} pattern
 */
export function drawPattern(figure, pattern) {
  const here = pattern?.views[figure.view];
  const { pattern: layer, points } = figure.layers;
  figure.element.classList.toggle('has-pattern', Boolean(pattern));
  if (!here) {
    layer.replaceChildren();
    points.replaceChildren();
    return;
  }
  layer.replaceChildren(
    s('defs', {}, stipple(figure.view)),
    s('path', { class: 'faint', d: here.faint }),
    s('path', { class: 'spillover ground', d: here.spillover }),
    s('path', { class: 'spillover', d: here.spillover, fill: `url(#stipple-${figure.view})` }),
    s('path', { class: 'essential', d: here.essential }),
    s('path', { class: 'local', d: here.local }),
  );
  points.replaceChildren(...here.trigger_points.map((point) => cross(point, here.trigger_points)));
}

/**
 * An X with its name beside it, on the side where no other X stands.
 *
 * @param {TriggerPoint} point
 * @param {TriggerPoint[]} all
 */
function cross({ id, x, y }, all) {
  const crowded = all.some((other) => other.x > x && other.x - x < 120 && Math.abs(other.y - y) < 34);
  const label = crowded ? { x: -20, y: 11, 'text-anchor': 'end' } : { x: 20, y: 11 };
  return s(
    'g',
    { class: 'trigger-point', transform: `translate(${x} ${y})` },
    s(
      'g',
      { class: 'steady' },
      s('path', { class: 'halo', d: CROSS }),
      s('path', { class: 'cross', d: CROSS }),
      s('text', label, id),
    ),
  );
}

/** @param {string} view */
function stipple(view) {
  const box = { width: 11, height: 11, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(30)' };
  return s('pattern', { id: `stipple-${view}`, ...box }, s('circle', { class: 'dot', cx: 5.5, cy: 5.5, r: 2.1 }));
}
