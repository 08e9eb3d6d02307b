// @ts-check
/** Links to a muscle, in the part of the address that is never sent to a server. Pure. */

/** @import {Choice} from './types.js' */

/**
 * @param {string} fragment As in `location.hash`.
 * @returns {Choice | null}
 */
export function readLink(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const muscle = fields.get('muscle');
  if (!muscle) return null;
  return { muscle, side: fields.get('side') === 'right' ? 'right' : 'left', point: fields.get('tp') };
}

/** @param {Choice} choice */
export function writeLink(choice) {
  const fields = new URLSearchParams({ muscle: choice.muscle, side: choice.side });
  if (choice.point) fields.set('tp', choice.point);
  return `#${fields}`;
}
