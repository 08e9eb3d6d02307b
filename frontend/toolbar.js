// @ts-check
/** The tools of marking: tap, paint, erase, brush, strength, undo, redo, clear. */

/** @import {Store} from './store.js' */
/** @import {Marking} from './marking.js' */
/** @import {Tool} from './types.js' */
import { isEmpty } from './drawing.js';
import { h, icon } from './dom.js';
import { grade, strength, t } from './i18n.js';
import { segments } from './segments.js';

const BRUSHES = { small: 10, medium: 22, large: 40 }; // radius in mm
const ICONS = {
  tap: 'M9 11V5.5a1.5 1.5 0 0 1 3 0V11l5.2 1.1a2 2 0 0 1 1.6 2.3L18 19a3 3 0 0 1-3 2.5h-2.4a4 4 0 0 1-3-1.4L5 15a1.5 1.5 0 0 1 2.2-2L9 14.5z',
  paint:
    'M19.5 4.5c-4 1.5-8 5-9.5 8l1.5 1.5c3-1.5 6.5-5.5 8-9.5zM9 14c-2 0-3 1.5-3 3.5 0 1-.7 1.7-2 2 3 1.5 7.5.5 7.5-3z',
  erase:
    'M8 19.5l-4-4a1.5 1.5 0 0 1 0-2l8.5-8.5a1.5 1.5 0 0 1 2 0l4.5 4.5a1.5 1.5 0 0 1 0 2L11 19.5H8zM9 8.5l6.5 6.5M11 19.5h8.5',
  undo: 'M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4',
  redo: 'M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4',
  clear: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.400L17 7M10.5 11v5M13.5 11v5',
};

/**
 * @param {Store} store
 * @param {Marking} marking
 */
export function createToolbar(store, marking) {
  const { tool, intensity } = store.get();
  const tools = segments(
    'tool',
    t('tools'),
    tool,
    {
      tap: [icon(ICONS.tap), t('tool.tap')],
      paint: [icon(ICONS.paint), t('tool.paint')],
      erase: [icon(ICONS.erase), t('tool.erase')],
    },
    (chosen) => store.set({ tool: /** @type {Tool} */ (chosen) }),
  );

  const sizes = segments(
    'brush',
    t('brush'),
    'medium',
    {
      small: [h('span', { class: 'blob small' }), h('span', { class: 'spoken' }, t('brush.small'))],
      medium: [h('span', { class: 'blob medium' }), h('span', { class: 'spoken' }, t('brush.medium'))],
      large: [h('span', { class: 'blob large' }), h('span', { class: 'spoken' }, t('brush.large'))],
    },
    (chosen) => store.set({ radius: BRUSHES[/** @type {keyof typeof BRUSHES} */ (chosen)] }),
  );

  const value = h('output', { class: 'value' });
  const slider = h('input', {
    type: 'range',
    min: 1,
    max: 10,
    value: intensity,
    id: 'strength',
    oninput: () => {
      store.set({ intensity: Number(slider.value) });
    },
  });
  const strengthRow = h(
    'div',
    { class: 'strength' },
    h('label', { for: 'strength' }, t('strength.label')),
    value,
    slider,
  );
  const brushRow = h('div', { class: 'brush-row' }, sizes, strengthRow);

  const undo = button('undo', marking.undo);
  const redo = button('redo', marking.redo);
  const clear = button('clear', marking.clear);
  const element = h(
    'div',
    { class: 'toolbar', role: 'group', 'aria-label': t('tools') },
    brushRow,
    h('div', { class: 'tool-row' }, tools, h('span', { class: 'edits' }, undo, redo, clear)),
  );

  const refresh = () => {
    const state = store.get();
    brushRow.hidden = state.tool === 'tap' || state.listed;
    tools.hidden = state.listed;
    strengthRow.hidden = state.tool !== 'paint';
    element.hidden = state.mode !== 'mark';
    value.textContent = t('strength', { value: state.intensity, word: t(`strength.${grade(state.intensity)}`) });
    slider.setAttribute('aria-valuetext', strength(state.intensity));
    slider.dataset['grade'] = grade(state.intensity);
    enable(undo, state.history.past.length > 0);
    enable(redo, state.history.future.length > 0);
    enable(clear, !isEmpty(state.history.present));
  };
  store.on(['tool', 'intensity', 'history', 'mode', 'listed'], refresh);
  refresh();

  addEventListener('keydown', (event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      store.get().mode !== 'mark' ||
      (event.target instanceof HTMLInputElement && event.target.type === 'search')
    )
      return;
    const pressed = event.key.toLowerCase();
    if (pressed === 'y' || (pressed === 'z' && event.shiftKey)) marking.redo();
    else if (pressed === 'z') marking.undo();
    else return;
    event.preventDefault();
  });
  return element;
}

/**
 * A button that stays in place, and in reach, when there is nothing for it to do.
 *
 * @param {keyof typeof ICONS} name
 * @param {() => void} act
 */
function button(name, act) {
  const element = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'aria-label': t(name),
      title: t(name),
      onclick: () => {
        if (element.getAttribute('aria-disabled') !== 'true') act();
      },
    },
    icon(ICONS[name]),
  );
  return element;
}

/** @param {HTMLButtonElement} element @param {boolean} enabled */
function enable(element, enabled) {
  element.setAttribute('aria-disabled', String(!enabled));
}
