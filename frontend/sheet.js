// @ts-check
/** The panel with the result: beside the figure where there is room, else a sheet behind a button that sums it up. */

/** @import {Store} from './store.js' */
import { h, icon } from './dom.js';
import { isEmpty } from './drawing.js';
import { t } from './i18n.js';
import { summary } from './results.js';

/**
 * @param {Store} store
 * @param {...HTMLElement} content
 */
export function createSheet(store, ...content) {
  const line = h('span');
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'sheet-toggle',
      'aria-expanded': 'false',
      'aria-controls': 'panel',
      onclick: () => open(!isOpen()),
    },
    line,
    icon('M6 15l6-6 6 6'),
  );
  const panel = h('div', { id: 'panel', class: 'panel' }, content);
  const element = h('aside', { class: 'sheet', 'aria-label': t('panel') }, toggle, panel);

  const isOpen = () => element.classList.contains('open');
  /** @param {boolean} wanted */
  const open = (wanted) => {
    element.classList.toggle('open', wanted);
    toggle.setAttribute('aria-expanded', String(wanted));
    if (wanted) panel.scrollTop = 0;
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen()) return;
    open(false);
    toggle.focus();
  });

  const refresh = () => {
    const state = store.get();
    line.textContent = state.mode === 'mark' ? summary(state) : t('muscle.open');
    element.classList.toggle('news', state.mode === 'muscle' || !isEmpty(state.history.present));
    element.classList.toggle('care', state.mode === 'mark' && state.ranked?.answer.safety.level === 'same_day');
    element.classList.toggle('urgent', state.mode === 'mark' && state.ranked?.answer.safety.level === 'emergency');
  };
  store.on(['mode', 'history', 'answers', 'ranked', 'trouble', 'shown'], refresh);
  // What was just chosen is to be seen on the body.
  store.on(['chosen', 'shown', 'mode'], () => open(false));
  refresh();
  return element;
}
