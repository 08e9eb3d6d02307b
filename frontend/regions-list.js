// @ts-check
/** Marking without the picture: every place by name, the same drawing. */

/** @import {Region} from './types.js' */
/** @import {Store} from './store.js' */
/** @import {Marking} from './marking.js' */
/** @import {Regions} from './regions.js' */
import { STEPS } from './drawing.js';
import { h } from './dom.js';
import { sentence, strength, t } from './i18n.js';

const SIDES = /** @type {const} */ (['left', 'right', 'midline']);

/**
 * @param {Store} store
 * @param {Marking} marking
 * @param {Regions} regions
 */
export function createRegionsList(store, marking, regions) {
  const rows = new Map(
    regions.areas.flatMap((area) => [area, ...regions.family(area)]).map((region) => [region.id, row(region)]),
  );
  const search = h('input', { type: 'search', id: 'place-search', autocomplete: 'off', oninput: () => filter() });
  const nothing = h('p', { class: 'quiet', role: 'status' });
  const groups = regions.areas.map((area) => {
    const family = regions.family(area);
    const details = h(
      'details',
      { class: 'fine-places' },
      h('summary', {}, t('list.finer'), h('span', { class: 'spoken' }, `: ${regions.title(area.id)}`)),
      family.map(({ id }) => rows.get(id)?.element ?? null),
    );
    const element = h(
      'div',
      { class: 'area-group', role: 'group', 'aria-label': regions.title(area.id) },
      rows.get(area.id)?.element ?? null,
      family.length > 1 && details,
    );
    return { area, family, element, details };
  });
  const sections = SIDES.map((side) => {
    const own = groups.filter(({ area }) => area.side === side);
    const heading = t(side === 'midline' ? 'list.middle' : `your.${side}`);
    return {
      own,
      element: h(
        'section',
        {},
        h('h2', {}, sentence(heading)),
        h(
          'div',
          { class: 'area-groups' },
          own.map(({ element }) => element),
        ),
      ),
    };
  });
  const element = h(
    'fieldset',
    { class: 'regions-list' },
    h('legend', { class: 'spoken' }, t('list.title')),
    h('div', { class: 'field' }, h('label', { for: 'place-search' }, t('list.search')), search),
    nothing,
    sections.map(({ element }) => element),
  );

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { area, family, element, details } of groups) {
      const inside = family.filter((region) => mentions(region, words));
      const hit = mentions(area, words) || inside.length > 0;
      element.hidden = !hit;
      details.open = words.length > 0 && inside.length > 0 && !mentions(area, words);
      if (hit) found += 1;
    }
    for (const { own, element } of sections) element.hidden = own.every((group) => group.element.hidden);
    nothing.textContent = found ? '' : t('list.nothing');
  };

  /** @param {Region} region */
  function row(region) {
    const box = h('input', {
      type: 'checkbox',
      id: `place-${region.id}`,
      onchange: () => marking.set(region.id, box.checked ? (STEPS[0] ?? 3) : 0),
    });
    const choice = h(
      'select',
      {
        'aria-label': t('list.strength', { place: regions.title(region.id) }),
        onchange: () => marking.set(region.id, Number(choice.value)),
      },
      Array.from({ length: 10 }, (_, i) => h('option', { value: i + 1 }, strength(i + 1))),
    );
    const element = h('div', { class: 'place' }, h('label', {}, box, h('span', {}, regions.title(region.id))), choice);
    return { element, box, choice };
  }

  const refresh = () => {
    const { history, traced, listed, mode } = store.get();
    element.hidden = !listed || mode !== 'mark';
    if (element.hidden) return;
    for (const [id, { box, choice }] of rows) {
      const region = regions.get(id);
      if (!region) continue;
      const { intensity, checked } = regions.standing(region, history.present, traced?.answer ?? null);
      box.checked = checked === 'true';
      box.indeterminate = checked === 'mixed';
      choice.hidden = intensity === 0;
      if (intensity) choice.value = String(intensity);
    }
  };
  store.on(['history', 'traced', 'listed', 'mode'], refresh);
  refresh();
  return element;
}

/** @param {Region} region @param {string[]} words */
function mentions(region, words) {
  const text = [region.name, region.clinical_name, ...region.synonyms].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
