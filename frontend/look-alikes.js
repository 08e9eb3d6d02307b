// @ts-check
/** What else can hurt there and is not a muscle: quiet, under the matches and never among them. */

/** @import {LookAlike, Neighbours} from './types.js' */
import { h } from './dom.js';
import { sentence, t } from './i18n.js';

/** Remembers which rows are open while the result around them is drawn anew. */
export function createLookAlikes() {
  /** @type {Set<string>} */
  const open = new Set();

  /** @param {LookAlike} other */
  const row = ({ id, side, everyday_name: name, what, whom_to_see: who }) => {
    const key = `${id}-${side}`;
    const details = h(
      'details',
      { open: open.has(key), ontoggle: () => (details.open ? open.add(key) : open.delete(key)) },
      h(
        'summary',
        { 'data-key': `other-${key}` },
        sentence(name),
        ' ',
        (side === 'left' || side === 'right') && h('span', { class: 'quiet' }, t(`your.${side}`)),
      ),
      h('div', {}, h('p', {}, what), h('p', {}, h('strong', {}, t('others.who')), ' ', who)),
    );
    return h('li', {}, details);
  };

  /** @param {LookAlike[]} others */
  return (others) =>
    others.length > 0 &&
    h(
      'section',
      { class: 'others', 'aria-labelledby': 'others-title' },
      h('h2', { id: 'others-title' }, t('others')),
      h('ul', {}, others.map(row)),
    );
}

/** @param {Neighbours | null} neighbours */
export function lookHereToo(neighbours) {
  return (
    neighbours &&
    h('p', { class: 'look-here' }, h('strong', {}, t('neighbours')), ' ', neighbours.look_here_too)
  );
}
