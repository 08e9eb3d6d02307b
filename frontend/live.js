// @ts-check
/** Keeps the outline and the ranking up with the drawing. */

/** @import {Choice, RankAnswer} from './types.js' */
/** @import {Store} from './store.js' */
import * as api from './api.js';
import { isEmpty } from './drawing.js';

const PAUSE = 80; // ms between the sendings of a quick succession of changes

/**
 * @param {Store} store
 * @returns {{retry: () => void}}
 */
export function startLive(store) {
  /** @type {AbortController | undefined} */
  let running;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let sentAt = -Infinity;
  let askedAnew = false;

  const send = async () => {
    sentAt = performance.now();
    running?.abort();
    const { history, answers, traced } = store.get();
    const drawing = history.present;
    if (isEmpty(drawing)) {
      store.set({ traced: null, ranked: null, trouble: null, chosen: null });
      return;
    }
    const { signal } = (running = new AbortController());
    try {
      const outline = traced?.drawing === drawing ? traced.answer : api.trace(drawing, signal);
      const ranking = api.rank(drawing, answers, signal);
      ranking.catch(() => {}); // looked at below, after the outline
      store.set({ traced: { drawing, answer: await outline }, trouble: null });
      const answer = await ranking;
      store.set({ ranked: { drawing, answers, answer }, trouble: null });
      if (!offers(answer, store.get().chosen)) store.set({ chosen: null });
    } catch (error) {
      if (signal.aborted) return;
      fail(error);
    }
  };

  /** @param {unknown} error */
  const fail = (error) => {
    if (!(error instanceof api.ApiError)) throw error;
    if (!askedAnew && error.pointers.some((pointer) => pointer.startsWith('#/answers'))) {
      askedAnew = true; // once, lest question and refusal go round in circles
      store.set({ answers: {} }); // kept from an older set of questions
    } else {
      store.set({ ranked: null, trouble: { kind: error.refused ? 'refused' : 'away', detail: error.message } });
    }
  };

  store.on(['history', 'answers'], () => {
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, sentAt + PAUSE - performance.now()));
  });
  const retry = () => {
    if (store.get().trouble) send();
  };
  addEventListener('online', retry);
  if (!isEmpty(store.get().history.present)) send();
  return { retry };
}

/**
 * Whether a chosen muscle is still among the matches that may be shown.
 *
 * @param {RankAnswer} answer
 * @param {Choice | null} chosen
 */
function offers({ safety, matches }, chosen) {
  return (
    safety.level !== 'unasked' && matches.some(({ muscle, side }) => muscle === chosen?.muscle && side === chosen.side)
  );
}
