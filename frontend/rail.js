// @ts-check
/** The choice of views, each with a small picture that shows what is marked there. */

/** @import {Store} from './store.js' */
/** @import {Figure} from './figure.js' */
import { h, s } from './dom.js';
import { t } from './i18n.js';

const EDGE = 24; // px of the next view that stay in sight when the row scrolls

/**
 * @param {Store} store
 * @param {ReadonlyMap<string, Figure>} figures
 */
export function createRail(store, figures) {
  const entries = [...figures].map(([view, figure]) => {
    const picture = s('svg', { class: 'thumb', 'aria-hidden': 'true' });
    const button = h(
      'button',
      { type: 'button', 'aria-label': t(`view.${view}`), onclick: () => store.set({ view }) },
      picture,
      h('span', {}, t(`view.short.${view}`)),
    );
    return { view, figure, picture, button };
  });
  const element = h(
    'div',
    { class: 'rail', role: 'group', 'aria-label': t('views') },
    entries.map(({ button }) => button),
  );

  const draw = () => {
    const { traced, pattern, mode } = store.get();
    for (const { view, figure, picture, button } of entries) {
      if (!figure.silhouette) continue;
      const paint = mode === 'mark' ? (traced?.answer.views[view] ?? '') : '';
      picture.setAttribute('viewBox', figure.box.join(' '));
      picture.replaceChildren(
        s('path', { class: 'thumb-body', d: figure.silhouette }),
        s('path', { class: 'thumb-paint', d: paint }),
        s('path', { class: 'thumb-pattern', d: pattern?.views[view]?.essential ?? '' }),
      );
      const news = [paint && t('view.painted'), pattern?.views[view] && t('view.patterned')].filter(Boolean);
      button.setAttribute('aria-label', [t(`view.${view}`), ...news].join(', '));
    }
  };
  store.on(['traced', 'pattern', 'mode'], draw);

  return {
    element,
    draw,
    /** Which views stand on the stage. @param {string[]} shown */
    press(shown) {
      for (const { view, button } of entries) button.setAttribute('aria-pressed', String(shown.includes(view)));
      const chosen = entries.find(({ view }) => view === store.get().view)?.button;
      if (!chosen) return;
      const [seen, box] = [element.getBoundingClientRect(), chosen.getBoundingClientRect()];
      if (box.left < seen.left) element.scrollLeft -= seen.left - box.left + EDGE;
      else if (box.right > seen.right) element.scrollLeft += box.right - seen.right + EDGE;
    },
  };
}
