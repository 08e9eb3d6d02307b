// @ts-check
/** One plain object, and those who want to know when parts of it change. */

/** @import {State} from './types.js' */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(change: Partial<State>) => void} set
 * @property {(keys: (keyof State)[], listener: () => void) => void} on Called when any of the keys has changed.
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {{keys: (keyof State)[], listener: () => void}[]} */
  const listeners = [];

  return {
    get: () => state,
    set(change) {
      const before = state;
      state = { ...state, ...change };
      const after = state;
      for (const { keys, listener } of listeners) {
        if (keys.some((key) => before[key] !== after[key])) listener();
      }
    },
    on(keys, listener) {
      listeners.push({ keys, listener });
    },
  };
}
