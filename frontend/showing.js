// @ts-check
/** The name of the pattern on the figure, its trigger points one by one, and what the textures mean. */

/** @import {Choice, MuscleSummary} from './types.js' */
/** @import {Store} from './store.js' */
import { h, icon, s, swap } from './dom.js';
import { t } from './i18n.js';

const DOTS = [
  [4, 4],
  [12, 4],
  [20, 4],
  [8, 10],
  [16, 10],
];

/**
 * @param {Store} store
 * @param {ReadonlyMap<string, MuscleSummary>} muscles
 */
export function createShowing(store, muscles) {
  const element = h('div', { class: 'showing' });

  const render = () => {
    const { mode, pattern } = store.get();
    const key = mode === 'muscle' ? 'shown' : 'chosen';
    const choice = store.get()[key];
    element.hidden = !pattern || !choice;
    if (!pattern || !choice) {
      element.replaceChildren();
      return;
    }
    /** @param {Choice | null} next */
    const choose = (next) => store.set(key === 'shown' ? { shown: next } : { chosen: next });
    const muscle = muscles.get(choice.muscle);
    const all = [null, ...(muscle?.trigger_points ?? [])];
    const at = all.indexOf(choice.point);
    const label = Object.values(pattern.views)
      .flatMap((view) => view.trigger_points)
      .find(({ id }) => id === choice.point)?.label;
    /** @param {number} by */
    const step = (by) => choose({ ...choice, point: all[(at + by + all.length) % all.length] ?? null });
    swap(
      element,
      h(
        'p',
        { class: 'showing-name' },
        h('strong', {}, muscle?.name ?? choice.muscle),
        ' ',
        h('span', {}, t(`your.${choice.side}`)),
        h(
          'span',
          { class: 'showing-point' },
          choice.point ? t('points.one', { id: choice.point, label: label ?? '' }) : t('points.all'),
        ),
      ),
      h(
        'div',
        { class: 'showing-steps' },
        all.length > 2 && arrow('points.previous', 'M14 6l-6 6 6 6', () => step(-1)),
        all.length > 2 && arrow('points.next', 'M10 6l6 6-6 6', () => step(1)),
        arrow('match.hide', 'M7 7l10 10M7 17L17 7', () => choose(null)),
      ),
      legend(),
    );
  };

  store.on(['pattern', 'chosen', 'shown', 'mode'], render);
  render();
  return element;
}

/** @param {string} name @param {string} d @param {() => void} onclick */
function arrow(name, d, onclick) {
  return h(
    'button',
    { type: 'button', class: 'round', 'data-key': name, 'aria-label': t(name), title: t(name), onclick },
    icon(d),
  );
}

function legend() {
  return h(
    'ul',
    { class: 'legend', 'aria-label': t('legend') },
    entry('legend.essential', s('rect', { class: 'essential', width: 24, height: 14, rx: 3 })),
    entry('legend.spillover', ...DOTS.map(([cx, cy]) => s('circle', { class: 'dot', cx, cy, r: 1.8 }))),
    entry('legend.faint', s('rect', { class: 'faint', x: 1, y: 1, width: 22, height: 12, rx: 3 })),
    entry('legend.point', s('path', { class: 'cross', d: 'M7 2l10 10M7 12L17 2' })),
  );
}

/** @param {string} key @param {...SVGElement} swatch */
function entry(key, ...swatch) {
  return h('li', {}, s('svg', { viewBox: '0 0 24 14', 'aria-hidden': 'true' }, swatch), t(key));
}
