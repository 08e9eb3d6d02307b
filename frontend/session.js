// @ts-check
/**
 * The drawing over a reload. A drawing is health data: it stays in this tab (sessionStorage) and goes with it.
 */

/** @import {Answers, Drawing} from './types.js' */
/** @import {Store} from './store.js' */

const KEY = 'bodymap.drawing.1';

/** @returns {{drawing: Drawing, answers: Answers, view: string} | null} */
export function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (!Array.isArray(kept?.drawing?.regions) || !Array.isArray(kept.drawing.strokes)) return null;
    return { drawing: kept.drawing, answers: kept.answers ?? {}, view: kept.view ?? 'anterior' };
  } catch {
    return null; // storage switched off, or something else wrote here
  }
}

/** @param {Store} store */
export function startKeeping(store) {
  store.on(['history', 'answers', 'view'], () => {
    const { history, answers, view } = store.get();
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ drawing: history.present, answers, view }));
    } catch {
      // Storage is full or switched off: the page works without it.
    }
  });
}

/** Leave nothing behind in this tab. */
export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}
