// @ts-check
/** Safety before matches: short questions in place, and what to do when an answer calls for it. */

/** @import {Answer, Question, Reason, Safety, State} from './types.js' */
/** @import {Store} from './store.js' */
import { h } from './dom.js';
import { t } from './i18n.js';

const ANSWERS = /** @type {const} */ (['yes', 'no', 'not_sure']);

/**
 * The questions that are left to answer.
 *
 * @param {State} state
 */
export function unanswered({ ranked, answers }) {
  return (ranked?.answer.safety.ask ?? []).filter(({ id }) => !answers[id]);
}

/**
 * The questions that are open. Those just answered stay in sight until all are, so that nothing jumps under the finger;
 * those that earlier marks called for go with the marks.
 *
 * @param {Store} store
 */
export function createGate(store) {
  /** @type {Map<string, Question>} */
  const batch = new Map();

  /** @param {Record<string, Answer>} more */
  const answer = (more) => store.set({ answers: { ...store.get().answers, ...more } });

  /** @param {Question} question */
  const row = ({ id, question, help }) =>
    h(
      'fieldset',
      { class: 'question' },
      h('legend', {}, question),
      help && h('p', { class: 'quiet' }, help),
      h(
        'div',
        { class: 'segments' },
        ANSWERS.map((value) =>
          h(
            'label',
            {},
            h('input', {
              type: 'radio',
              name: `question-${id}`,
              value,
              'data-key': `${id}-${value}`,
              checked: store.get().answers[id] === value,
              onchange: () => answer({ [id]: value }),
            }),
            h('span', { class: 'segment' }, t(`answer.${value}`)),
          ),
        ),
      ),
    );

  return {
    /** @param {Safety} safety */
    render(safety) {
      const { answers } = store.get();
      const asked = new Set(safety.ask.map(({ id }) => id));
      for (const id of batch.keys()) if (!asked.has(id) && !answers[id]) batch.delete(id);
      for (const question of safety.ask) batch.set(question.id, question);
      const open = unanswered(store.get()).map(({ id }) => id);
      const none = () => answer(Object.fromEntries(open.map((id) => [id, /** @type {Answer} */ ('no')])));
      return h(
        'section',
        { class: 'gate', 'aria-labelledby': 'gate-title' },
        h('h2', { id: 'gate-title' }, t('gate.title')),
        h('p', {}, t('gate.why')),
        [...batch.values()].map(row),
        h(
          'div',
          { class: 'gate-foot' },
          h(
            'button',
            {
              type: 'button',
              class: 'primary',
              'data-key': 'gate-none',
              'aria-disabled': open.length === 0 ? 'true' : null,
              onclick: () => open.length > 0 && none(),
            },
            open.length === 0
              ? t('summary.waiting')
              : t(open.length < batch.size ? 'gate.none.rest' : 'gate.none', { count: open.length }),
          ),
        ),
      );
    },
    /** All is answered: the next questions start afresh. */
    done() {
      batch.clear();
    },
  };
}

/**
 * What to do, instead of matches or above them.
 *
 * @param {Store} store
 * @param {Safety} safety
 */
export function advice(store, { level, reasons }) {
  const relevant = reasons.filter((reason) => reason.level === level || level !== 'emergency');
  if (relevant.length === 0) return null;
  return h(
    'section',
    { class: `advice ${level}`, 'aria-labelledby': 'advice-title', role: level === 'emergency' ? 'alert' : null },
    h('h2', { id: 'advice-title' }, t(`advice.${level}`)),
    relevant.map(one),
    again(store, t(level === 'emergency' ? 'gate.mistake' : 'gate.again')),
  );
}

/** @param {Reason} reason */
function one({ message, action }) {
  return h('div', { class: 'reason' }, h('p', { class: 'action' }, action), h('p', {}, message));
}

/** @param {Store} store @param {string} label */
export function again(store, label) {
  return h(
    'button',
    { type: 'button', class: 'link', 'data-key': 'gate-again', onclick: () => store.set({ answers: {} }) },
    label,
  );
}
