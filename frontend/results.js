// @ts-check
/** What the marks say: read back in words, safety first, then the muscles that fit. */

/** @import {Match, State} from './types.js' */
/** @import {Store} from './store.js' */
import { announce } from './announce.js';
import { h, swap } from './dom.js';
import { isEmpty } from './drawing.js';
import { number, sentence, t, yours } from './i18n.js';
import { createLookAlikes, lookHereToo } from './look-alikes.js';
import { matchRow } from './match.js';
import { advice, again, createGate, unanswered } from './safety.js';

const FIRST = 4; // matches before "more"

/**
 * @param {Store} store
 * @param {() => void} retry
 */
export function createResults(store, retry) {
  const gate = createGate(store);
  const lookAlikes = createLookAlikes();
  const element = h('div', { class: 'results' });
  let all = false;
  let said = '';

  const render = () => {
    const state = store.get();
    element.hidden = state.mode !== 'mark';
    const { ranked, trouble, history } = state;
    const answer = ranked?.answer;
    const empty = isEmpty(history.present);
    if (empty) all = false;
    if (empty || (answer && answer.safety.level !== 'unasked')) gate.done();
    const waiting = !empty && !trouble && (ranked?.drawing !== history.present || ranked.answers !== state.answers);
    element.setAttribute('aria-busy', String(waiting));
    swap(element, readBack(state), trouble && notice(state, retry), ...(answer && !empty ? body(answer) : []));
    speak(state);
  };

  /** @param {import('./types.js').RankAnswer} answer */
  const body = ({ safety, matches, look_alikes: others, neighbours, message, limits }) => {
    if (safety.level === 'emergency') return [advice(store, safety)];
    if (safety.level === 'unasked') return [gate.render(safety)];
    return [
      advice(store, safety),
      message && h('p', { class: 'notice' }, message),
      matches.length > 0 && list(matches),
      lookHereToo(neighbours),
      lookAlikes(others),
      safety.notes.map((note) => h('p', { class: 'note' }, note)),
      h(
        'section',
        { class: 'limits', 'aria-labelledby': 'limits-title' },
        h('h2', { id: 'limits-title' }, t('limits')),
        h('p', {}, limits),
        safety.reasons.length === 0 && again(store, t('gate.again')),
      ),
    ];
  };

  /** @param {Match[]} matches */
  const list = (matches) => {
    const shown = all ? matches : matches.slice(0, cut(matches));
    /** @type {Match[][]} */
    const groups = [];
    for (const match of shown) {
      if (groups.at(-1)?.[0]?.rank === match.rank) groups.at(-1)?.push(match);
      else groups.push([match]);
    }
    const { chosen } = store.get();
    return h(
      'section',
      { 'aria-labelledby': 'matches-title' },
      h('h2', { id: 'matches-title' }, t('matches')),
      h(
        'ol',
        { class: 'ranks' },
        groups.map((group) =>
          h(
            'li',
            { class: 'rank' },
            h('span', { class: 'place-number', 'aria-hidden': 'true' }, group[0]?.rank ?? ''),
            h(
              'div',
              { class: 'tied' },
              group.length > 1 && h('p', { class: 'equal' }, t('match.equal')),
              h(
                'ul',
                {},
                group.map((match) => matchRow(match, chosen, (choice) => store.set({ chosen: choice }))),
              ),
            ),
          ),
        ),
      ),
      shown.length < matches.length &&
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            'data-key': 'more',
            onclick: () => {
              all = true;
              render();
            },
          },
          t('matches.more', { count: matches.length - shown.length }),
        ),
    );
  };

  /** @param {State} state */
  const speak = (state) => {
    const now = summary(state);
    if (now === said) return;
    said = now;
    if (!isEmpty(state.history.present) && (state.ranked || state.trouble)) announce(now);
  };

  store.on(['history', 'answers', 'traced', 'ranked', 'trouble', 'chosen', 'mode'], render);
  render();
  return element;
}

/**
 * How many to show at first: never part of a tie.
 *
 * @param {Match[]} matches
 */
function cut(matches) {
  let end = Math.min(FIRST, matches.length);
  while (end < matches.length && matches[end]?.rank === matches[end - 1]?.rank) end += 1;
  return end;
}

/** @param {State} state */
function readBack({ history, traced }) {
  if (isEmpty(history.present)) {
    return h(
      'section',
      { class: 'welcome' },
      h('h2', {}, t('welcome.title')),
      h(
        'ol',
        {},
        ['welcome.1', 'welcome.2', 'welcome.3'].map((key) => h('li', {}, t(key))),
      ),
      h('p', { class: 'quiet' }, t('welcome.private')),
      h('p', { class: 'quiet' }, t('welcome.limits')),
    );
  }
  const answer = traced?.answer;
  return h(
    'section',
    { class: 'read-back', 'aria-labelledby': 'marked-title' },
    h('h2', { id: 'marked-title' }, t('marked')),
    h('p', { class: 'description' }, answer?.description ? sentence(yours(answer.description)) : t('marked.drawing')),
    answer && answer.area_cm2 > 0 && h('p', { class: 'quiet' }, t('marked.area', { area: number(answer.area_cm2) })),
  );
}

/**
 * @param {State} state
 * @param {() => void} retry
 */
function notice({ trouble }, retry) {
  return h(
    'section',
    { class: 'notice trouble', role: 'alert' },
    h('h2', {}, t(`trouble.${trouble?.kind}.title`)),
    h('p', {}, t(`trouble.${trouble?.kind}`)),
    trouble?.kind === 'refused' && trouble.detail && h('p', { class: 'quiet' }, trouble.detail),
    trouble?.kind === 'away' &&
      h('button', { type: 'button', class: 'secondary', 'data-key': 'retry', onclick: retry }, t('trouble.retry')),
  );
}

/**
 * The result in a line: for the button that opens it on a phone, and to be heard.
 *
 * @param {State} state
 */
export function summary(state) {
  const { history, ranked, trouble } = state;
  if (isEmpty(history.present)) return t('summary.empty');
  if (trouble) return t(`trouble.${trouble.kind}.title`);
  if (!ranked) return t('summary.waiting');
  const { safety, matches, message } = ranked.answer;
  if (safety.level === 'unasked') {
    const count = unanswered(state).length;
    return count > 0 ? t('summary.ask', { count }) : t('summary.waiting');
  }
  // A muscle is never named before a sign that calls for a doctor.
  if (safety.level === 'emergency' || safety.reasons.length > 0) return t(`advice.${safety.level}`);
  const [first] = matches;
  if (!first) return message ?? t('summary.none');
  const equal = matches.filter((match) => match.rank === first.rank).length;
  if (equal > 1) return t('summary.equal', { count: equal, name: first.name });
  return t('summary.best', { name: first.name, side: t(`your.${first.side}`) });
}
