// @ts-check
/** "Show a muscle": all muscles, found by any of their names or by place, their patterns step by step. */

/** @import {Choice, Muscle, MuscleSummary, Side} from './types.js' */
/** @import {Store} from './store.js' */
/** @import {Regions} from './regions.js' */
import * as api from './api.js';
import { h, swap } from './dom.js';
import { t } from './i18n.js';
import { writeLink } from './link.js';
import { pointChoice, reviewed } from './match.js';
import { pick, segments } from './segments.js';

/**
 * @param {Store} store
 * @param {Regions} regions
 */
export function createMuscleMode(store, regions) {
  /** @type {MuscleSummary[]} */
  let found = [];
  /** @type {Muscle | null} */
  let entry = null;
  let failed = false;
  let asked = 0;
  /** @type {Side} */
  let side = store.get().shown?.side ?? 'left';

  const search = h('input', { type: 'search', id: 'muscle-search', autocomplete: 'off', oninput: () => void find() });
  const sides = segments(
    'side',
    t('muscle.side'),
    side,
    { left: [t('your.left')], right: [t('your.right')] },
    (chosen) => {
      side = /** @type {Side} */ (chosen);
      const { shown } = store.get();
      if (shown) store.set({ shown: { ...shown, side } });
    },
  );
  const place = h('div', { class: 'place-filter' });
  const list = h('ul', { class: 'muscles' });
  const status = h('p', { class: 'quiet', role: 'status' });
  const element = h(
    'div',
    { class: 'muscle-mode' },
    h('h2', {}, t('muscle.title')),
    h('p', { class: 'quiet' }, t('muscle.hint')),
    h('div', { class: 'field' }, h('label', { for: 'muscle-search' }, t('muscle.search')), search),
    sides,
    place,
    list,
    status,
  );

  /** @param {Choice | null} shown */
  const show = (shown) => store.set({ shown });

  const find = async () => {
    const turn = (asked += 1);
    const query = {
      ...(search.value.trim() && { q: search.value.trim() }),
      ...(store.get().place && { region: store.get().place ?? '' }),
    };
    try {
      const answer = await api.muscles(query);
      if (turn !== asked) return;
      [found, failed] = [answer, false];
    } catch {
      if (turn !== asked) return;
      failed = true;
    }
    render();
  };

  const load = async () => {
    const { shown } = store.get();
    if (!shown || entry?.id === shown.muscle) return;
    const muscle = await api.muscle(shown.muscle).catch(() => null);
    if (store.get().shown?.muscle !== shown.muscle) return;
    entry = muscle;
    // A link may name a muscle by a synonym.
    if (muscle && muscle.id !== shown.muscle) show({ ...shown, muscle: muscle.id });
    else render();
  };

  const render = () => {
    const { shown, mode, place: region, trouble } = store.get();
    element.hidden = mode !== 'muscle';
    swap(
      place,
      region &&
        h(
          'button',
          { type: 'button', class: 'chip', 'data-key': 'place', onclick: () => store.set({ place: null }) },
          t('muscle.place', { place: regions.title(region) }),
          h('span', { class: 'cross', 'aria-hidden': 'true' }, ' ×'),
          h('span', { class: 'spoken' }, `, ${t('muscle.place.clear')}`),
        ),
    );
    swap(
      list,
      found.map((muscle) => row(muscle, shown)),
    );
    status.textContent =
      failed || trouble?.kind === 'away'
        ? t('trouble.away.title')
        : found.length && !trouble
          ? ''
          : t('muscle.nothing');
  };

  /** @param {MuscleSummary} muscle @param {Choice | null} shown */
  const row = (muscle, shown) => {
    const pressed = shown?.muscle === muscle.id;
    const kinds = muscle.region_kinds;
    const press = () => show(pressed ? null : { muscle: muscle.id, side, point: null });
    return h(
      'li',
      { class: `match${pressed ? ' chosen' : ''}` },
      h(
        'button',
        { type: 'button', class: 'match-name', 'aria-pressed': String(pressed), 'data-key': muscle.id, onclick: press },
        h('span', { class: 'name' }, muscle.name),
        h('span', { class: 'everyday' }, muscle.everyday_name),
        kinds && h('span', { class: 'kind' }, t(kinds.essential ? 'legend.essential' : 'legend.spillover')),
      ),
      pressed && shown && details(muscle, shown),
    );
  };

  /** @param {MuscleSummary} muscle @param {Choice} shown */
  const details = (muscle, shown) => {
    const { actions, trigger_points: points } = entry?.id === muscle.id ? entry : { actions: [], trigger_points: [] };
    const point = points.find(({ id }) => id === shown.point);
    return h(
      'div',
      { class: 'details' },
      h('p', { class: 'latin', lang: 'la' }, muscle.latin),
      actions.slice(0, 2).map(({ text }) => h('p', {}, text)),
      pointChoice(points, shown, show),
      point && h('p', { class: 'why' }, h('strong', {}, `${point.id} `), point.place),
      h('p', { class: 'quiet' }, reviewed(muscle.reviewed_by)),
    );
  };

  const link = () => {
    const { mode, shown } = store.get();
    const fragment = mode === 'muscle' && shown ? writeLink(shown) : '';
    if (location.hash !== fragment) history.replaceState(null, '', fragment || location.pathname + location.search);
  };

  store.on(['mode', 'shown', 'place', 'trouble'], () => {
    const { shown } = store.get();
    if (shown && shown.side !== side) pick(sides, (side = shown.side));
    render();
    link();
    void load();
  });
  store.on(['place'], () => {
    const where = regions.get(store.get().place ?? '')?.side;
    if (where === 'left' || where === 'right') pick(sides, (side = where));
  });
  store.on(['place', 'mode'], () => {
    if (store.get().mode === 'muscle') void find();
  });
  if (store.get().mode === 'muscle') void find().then(load);
  render();
  return element;
}
