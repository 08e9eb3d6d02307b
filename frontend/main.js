// @ts-check
/** Start: words, figures, regions; then the page stands and everything follows the store. */

/** @import {Mode, State} from './types.js' */
import { startAnnouncing } from './announce.js';
import * as api from './api.js';
import { h, icon } from './dom.js';
import { EMPTY } from './drawing.js';
import { Figure } from './figure.js';
import { begin } from './history.js';
import { chooseLanguage, loadMessages, t } from './i18n.js';
import { readLink } from './link.js';
import { startLive } from './live.js';
import { createMarking } from './marking.js';
import { createMuscleMode } from './muscle-mode.js';
import { startPatterns } from './pattern.js';
import { Regions } from './regions.js';
import { createRegionsList } from './regions-list.js';
import { createResults } from './results.js';
import { pick, segments } from './segments.js';
import { recall, startKeeping } from './session.js';
import { createSheet } from './sheet.js';
import { createShowing } from './showing.js';
import { createStage } from './stage.js';
import { createStore } from './store.js';
import { createToolbar } from './toolbar.js';

const VIEWS = [
  'anterior',
  'posterior',
  'left',
  'right',
  'left_inner_thigh',
  'right_inner_thigh',
  'perineum',
  'soles',
];
const dark = matchMedia('(prefers-color-scheme: dark)');

/** @returns {State} */
function initial() {
  const kept = recall();
  const shown = readLink(location.hash);
  return {
    mode: shown ? 'muscle' : 'mark',
    listed: false,
    tool: 'tap',
    radius: 22,
    intensity: 6,
    view: kept && VIEWS.includes(kept.view) ? kept.view : 'anterior',
    history: begin(kept?.drawing ?? EMPTY),
    answers: kept?.answers ?? {},
    traced: null,
    ranked: null,
    trouble: null,
    chosen: null,
    shown,
    pattern: null,
    place: null,
  };
}

async function start() {
  await loadMessages(chooseLanguage(location.search, navigator.languages));
  const [places, muscles] = await Promise.all([api.regions(), api.muscles({})]);
  const regions = new Regions(places);
  const store = createStore(initial());
  const figures = new Map(VIEWS.map((view) => [view, new Figure(view)]));
  const marking = createMarking(store, regions, figures);
  const stage = createStage(store, marking, regions, figures);
  const showing = createShowing(store, new Map(muscles.map((muscle) => [muscle.id, muscle])));
  const { retry } = startLive(store);
  startPatterns(store);
  startKeeping(store);
  startAnnouncing();

  const modes = segments(
    'mode',
    t('modes'),
    store.get().mode,
    { mark: [t('mode.mark')], muscle: [t('mode.muscle')] },
    (mode) => store.set({ mode: /** @type {Mode} */ (mode) }),
  );
  const listingWords = h('span');
  const listing = h(
    'button',
    { type: 'button', class: 'listing', onclick: () => store.set({ listed: !store.get().listed }) },
    icon('M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01'),
    listingWords,
  );
  const heading = h('h1');
  const hint = h('p', { class: 'hint' });
  const results = createResults(store, retry);
  const sheet = createSheet(store, results, createMuscleMode(store, regions));
  const page = document.querySelector('#page');
  page?.replaceChildren(
    h('header', { class: 'top' }, h('span', { class: 'brand' }, t('brand')), modes),
    h(
      'main',
      { class: 'main' },
      h(
        'div',
        { class: 'work' },
        h('div', { class: 'lead' }, h('div', { class: 'heading' }, heading, hint), showing, listing),
        stage.element,
        createRegionsList(store, marking, regions),
        createToolbar(store, marking),
      ),
      sheet,
    ),
  );

  const dress = () => {
    const { mode, listed, tool } = store.get();
    pick(modes, mode);
    heading.textContent = t(mode === 'mark' ? 'mark.title' : 'muscle.heading');
    hint.textContent = t(mode === 'mark' ? (listed ? 'mark.hint.list' : `mark.hint.${tool}`) : 'muscle.hint.picture');
    listing.hidden = mode !== 'mark';
    listing.classList.toggle('on', listed);
    listingWords.textContent = t(listed ? 'list.close' : 'list.open');
  };
  store.on(['mode', 'listed', 'tool'], dress);
  dress();

  addEventListener('hashchange', () => {
    const shown = readLink(location.hash);
    if (shown) store.set({ mode: 'muscle', shown });
  });

  const load = async () => {
    const first = stage.visible();
    const theme = dark.matches ? 'dark' : 'light';
    /** @param {string} view */
    const one = async (view) => {
      const figure = /** @type {Figure} */ (figures.get(view));
      await figure.load(store.get().history.present.body, theme);
      stage.loaded(figure);
    };
    await Promise.all(first.map(one));
    await Promise.all(VIEWS.filter((view) => !first.includes(view)).map(one));
  };
  dark.addEventListener('change', () => void load());
  await load();
  document.documentElement.dataset['ready'] = 'true';
}

start().catch((error) => {
  // Without words or a figure there is no page; the sentence stands in index.html.
  document.querySelector('#unavailable')?.removeAttribute('hidden');
  document.querySelector('#loading')?.setAttribute('hidden', '');
  console.warn(`The page could not start: ${error instanceof Error ? error.message : 'unknown reason'}`);
});
