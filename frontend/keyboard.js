// @ts-check
/** The figure by keyboard: one tab stop, arrows from region to region. */

/** @typedef {{x: number, y: number}} Place */
/** @typedef {'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'} Arrow */

/** @type {Record<Arrow, readonly [number, number]>} */
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * The nearest place that way; what lies aside counts twice.
 *
 * @template {Place} P
 * @param {readonly P[]} places
 * @param {P} from
 * @param {Arrow} arrow
 * @returns {P | null}
 */
export function nearest(places, from, arrow) {
  const [wx, wy] = WAYS[arrow];
  /** @type {P | null} */
  let best = null;
  let least = Infinity;
  for (const place of places) {
    const [dx, dy] = [place.x - from.x, place.y - from.y];
    const along = dx * wx + dy * wy;
    const aside = Math.abs(dx * wy + dy * wx);
    const far = along + 2 * aside;
    if (place !== from && along > 4 && far < least) [best, least] = [place, far];
  }
  return best;
}

/**
 * @typedef {object} Keys
 * @property {() => SVGElement[]} items What the arrows visit, those at the present level.
 * @property {(item: SVGElement, key: 'press' | 'more' | 'less' | 'remove') => void} act
 * @property {(item: SVGElement) => void} focused
 */

/**
 * One tab stop among many, moved by arrow keys, Home and End.
 *
 * @param {HTMLElement} element
 * @param {Keys} keys
 */
export function attachKeys(element, { items, act, focused }) {
  /** @type {SVGElement | null} */
  let current = null;

  /** @param {SVGElement | null} next */
  const take = (next) => {
    current = next;
    for (const item of items()) item.setAttribute('tabindex', item === current ? '0' : '-1');
  };

  element.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof SVGElement) || !items().includes(target)) return;
    take(target);
    focused(target);
  });

  element.addEventListener('keydown', (event) => {
    const all = items();
    if (!current || !all.includes(current) || event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, 'press' | 'more' | 'less' | 'remove'>} */
    const acts = {
      ' ': 'press',
      Enter: 'press',
      '+': 'more',
      '=': 'more',
      '-': 'less',
      Delete: 'remove',
      Backspace: 'remove',
    };
    const doing = acts[event.key];
    if (doing) act(current, doing);
    else if (event.key in WAYS) go(nearest(all.map(placed), placed(current), /** @type {Arrow} */ (event.key))?.item);
    else if (event.key === 'Home') go(all[0]);
    else if (event.key === 'End') go(all.at(-1));
    else return;
    event.preventDefault();
  });

  /** @param {SVGElement | undefined} item */
  const go = (item) => item?.focus({ preventScroll: true });

  return {
    /** Say anew which items there are; the tab stop stays where it was or goes to `first`. @param {SVGElement} [first] */
    refresh(first) {
      const all = items();
      const stays = current !== null && all.includes(current);
      const held = current !== null && current === document.activeElement;
      take(stays ? current : (first ?? all[0] ?? null));
      if (held && !stays) go(current ?? undefined);
    },
  };
}

/** @type {WeakMap<SVGElement, Place & {item: SVGElement}>} */
const middles = new WeakMap();

/** @param {SVGElement} item */
function placed(item) {
  let place = middles.get(item);
  if (!place) {
    const { x, y, width, height } = /** @type {SVGGraphicsElement} */ (item).getBBox();
    place = { item, x: x + width / 2, y: y + height / 2 };
    middles.set(item, place);
  }
  return place;
}
