// @ts-check
/** A choice of one among a few, as radio buttons that look like one control. */

/** @import {Child} from './dom.js' */
import { h } from './dom.js';

/**
 * @param {string} name Unique on the page.
 * @param {string} label
 * @param {string} chosen
 * @param {Record<string, Child[]>} options What each shows, by value.
 * @param {(value: string) => void} choose
 */
export function segments(name, label, chosen, options, choose) {
  return h(
    'div',
    { class: 'segments', role: 'radiogroup', 'aria-label': label },
    Object.entries(options).map(([value, content]) =>
      h(
        'label',
        {},
        h('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => choose(value) }),
        h('span', { class: 'segment' }, content),
      ),
    ),
  );
}

/**
 * Show another choice without choosing it.
 *
 * @param {Element} element
 * @param {string} value
 */
export function pick(element, value) {
  for (const input of element.querySelectorAll('input')) input.checked = input.value === value;
}
