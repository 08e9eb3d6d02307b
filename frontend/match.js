// @ts-check
/** One muscle in the result: what fits, what does not, and its pattern at a touch. */

/** @import {Choice, Match} from './types.js' */
import { h } from './dom.js';
import { percent, t } from './i18n.js';

/**
 * @param {Match} match
 * @param {Choice | null} chosen
 * @param {(choice: Choice | null) => void} choose
 */
export function matchRow(match, chosen, choose) {
  const { muscle, side } = match;
  const pressed = chosen?.muscle === muscle && chosen.side === side;
  const id = `${muscle}-${side}`;
  const press = () => choose(pressed ? null : { muscle, side, point: null });
  return h(
    'li',
    { class: `match${pressed ? ' chosen' : ''}` },
    h(
      'button',
      { type: 'button', class: 'match-name', 'aria-pressed': String(pressed), 'data-key': id, onclick: press },
      h('span', { class: 'name' }, match.name),
      h('span', { class: 'everyday' }, t('match.side', { side: t(`your.${side}`), name: match.everyday_name })),
      h('span', { class: 'show' }, t(pressed ? 'match.hide' : 'match.show')),
    ),
    fit(match.pain_explained, t('match.explains', { share: percent(match.pain_explained) })),
    fit(match.pattern_present, t('match.present', { share: percent(match.pattern_present) })),
    h('p', { class: 'why' }, match.why),
    pressed && match.why_not && h('p', { class: 'why-not' }, match.why_not),
    pressed && pointChoice(match.trigger_points, chosen, choose),
    pressed && h('p', { class: 'quiet' }, reviewed(match.reviewed_by)),
  );
}

/**
 * A share in words and as a bar.
 *
 * @param {number} share
 * @param {string} words
 */
function fit(share, words) {
  const filled = h('span');
  filled.style.inlineSize = `${Math.round(share * 100)}%`;
  return h(
    'div',
    { class: 'fit' },
    h('span', { class: 'words' }, words),
    h('span', { class: 'bar', 'aria-hidden': 'true' }, filled),
  );
}

/**
 * The whole pattern, or that of one trigger point.
 *
 * @param {{id: string, label: string}[]} points
 * @param {Choice} chosen
 * @param {(choice: Choice) => void} choose
 */
export function pointChoice(points, chosen, choose) {
  if (points.length < 2) return null;
  const sorted = points.toSorted((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
  /** @param {string | null} point @param {string} label */
  const chip = (point, label) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'aria-pressed': String(chosen.point === point),
        'data-key': `point-${point}`,
        onclick: () => choose({ ...chosen, point }),
      },
      label,
    );
  return h(
    'div',
    { class: 'points', role: 'group', 'aria-label': t('points') },
    chip(null, t('points.all')),
    sorted.map(({ id, label }) => chip(id, t('points.one', { id, label }))),
  );
}

/** @param {string | null} name */
export function reviewed(name) {
  return name ? t('reviewed', { name }) : t('reviewed.none');
}
