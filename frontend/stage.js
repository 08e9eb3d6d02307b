// @ts-check
/** The body on the page: one view, or a pair where there is room, the choice of views, and zoom. */

/** @import {Pattern} from './types.js' */
/** @import {Store} from './store.js' */
/** @import {Marking} from './marking.js' */
/** @import {Regions} from './regions.js' */
/** @import {Brush} from './ink.js' */
/** @import {Figure} from './figure.js' */
import { h, icon } from './dom.js';
import { attachGestures } from './gestures.js';
import { strength, t } from './i18n.js';
import { attachKeys } from './keyboard.js';
import { drawPaint } from './paint.js';
import { drawPattern } from './pattern.js';
import { createRail } from './rail.js';
import { frame, reveal, whole, zoomStep } from './viewport.js';

/** @type {Record<string, string>} Views that stand side by side. */
const PARTNER = {
  anterior: 'posterior',
  posterior: 'anterior',
  left: 'right',
  right: 'left',
  left_inner_thigh: 'right_inner_thigh',
  right_inner_thigh: 'left_inner_thigh',
  perineum: 'soles',
  soles: 'perineum',
};
const ROOM = 620; // px of stage that a pair needs
const START = 'hip'; // where the keyboard starts

/**
 * @param {Store} store
 * @param {Marking} marking
 * @param {Regions} regions
 * @param {ReadonlyMap<string, Figure>} figures In the order in which views are offered.
 */
export function createStage(store, marking, regions, figures) {
  const views = [...figures.keys()];
  const panes = h('div', { class: 'panes' });
  const caption = h('p', { class: 'caption', 'aria-hidden': 'true' });
  const rail = createRail(store, figures);
  const zoom = h(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': t('zoom') },
    zoomButton('zoom.in', 'M12 6v12M6 12h12', () => zoomAll(1.6)),
    zoomButton('zoom.out', 'M6 12h12', () => zoomAll(1 / 1.6)),
    zoomButton('zoom.reset', 'M5 9V5h4M19 9V5h-4M5 15v4h4M19 15v4h-4', () => {
      for (const figure of inSight()) figure.setViewport(whole(figure.box));
    }),
  );
  const element = h('div', { class: 'stage' }, rail.element, h('div', { class: 'picture' }, panes, zoom, caption));

  let linked = store.get().shown !== null;
  /** @type {string[]} The views on the stage, the chosen one among them. */
  let visible = [];
  const inSight = () => visible.flatMap((view) => figures.get(view) ?? []);

  /** @param {number} factor */
  const zoomAll = (factor) => {
    for (const figure of inSight()) figure.setViewport(zoomStep(figure.viewport, factor));
  };

  /** @param {string} region @param {string} area @param {Figure} figure */
  const pressed = (region, area, figure) => {
    const id = figure.level === 'fine' ? region : area;
    if (store.get().mode === 'mark') marking.tap(id);
    else {
      const side = regions.get(id)?.side;
      const { shown } = store.get();
      // Who taps the right leg means the right muscle.
      store.set({ place: id, ...(shown && (side === 'left' || side === 'right') && { shown: { ...shown, side } }) });
    }
  };

  /** @param {SVGElement | null} item */
  const say = (item) => {
    const id = item && idOf(item);
    const mark = id ? regions.get(id) : undefined;
    const { mode, history, traced } = store.get();
    const { intensity } =
      mark && mode === 'mark' ? regions.standing(mark, history.present, traced?.answer ?? null) : { intensity: 0 };
    caption.textContent = id ? regions.title(id) + (intensity ? ` · ${strength(intensity)}` : '') : '';
  };

  /** @type {Map<string, ReturnType<typeof attachKeys>>} */
  const keys = new Map();
  for (const figure of figures.values()) {
    attachGestures(figure, {
      brush: () => brush(store),
      stroke: marking.stroke,
      tap: (path) => {
        pressed(path.dataset['region'] ?? '', path.dataset['area'] ?? '', figure);
        say(itemOf(path, figure));
      },
      hover: (path) => say(path && itemOf(path, figure)),
    });
    keys.set(
      figure.view,
      attachKeys(figure.canvas, {
        items: () => (figure.level === 'fine' ? figure.fine : figure.areas),
        focused: (item) => {
          const { x, y, width, height } = /** @type {SVGGraphicsElement} */ (item).getBBox();
          const sight = frame(figure.viewport, figure.box, figure.aspect);
          if (figure.viewport.scale > 1) figure.setViewport(reveal(figure.viewport, sight, [x, y, width, height]));
          say(item);
        },
        act: (item, key) => {
          const id = idOf(item);
          if (key === 'press') pressed(id, id, figure);
          else if (store.get().mode !== 'mark') return;
          else if (key === 'remove') marking.set(id, 0);
          else marking.nudge(id, key === 'more' ? 1 : -1);
          say(item);
        },
      }),
    );
    figure.element.addEventListener('levelchange', () => label(figure));
    figure.onviewport = () =>
      zoom.classList.toggle(
        'off',
        inSight().every((each) => each.viewport.scale === 1),
      );
  }

  /** Names and states of what can be pressed, for those who hear the figure. @param {Figure} figure */
  const label = (figure) => {
    const { history, traced, mode } = store.get();
    const fine = figure.level === 'fine';
    /** @param {SVGElement} item @param {string} id @param {boolean} pressable */
    const describe = (item, id, pressable) => {
      const region = regions.get(id);
      const { intensity, checked } = region
        ? regions.standing(region, history.present, traced?.answer ?? null)
        : { intensity: 0, checked: 'false' };
      const name = regions.title(id) + (mode === 'mark' && intensity ? `, ${strength(intensity)}` : '');
      set(
        item,
        'role',
        !pressable ? (item.tagName === 'g' ? 'group' : 'none') : mode === 'mark' ? 'checkbox' : 'button',
      );
      set(item, 'aria-checked', pressable && mode === 'mark' ? checked : null);
      set(item, 'aria-label', pressable || item.tagName === 'g' ? name : null);
      if (!pressable) item.removeAttribute('tabindex');
    };
    for (const area of figure.areas) describe(area, area.dataset['area'] ?? '', !fine);
    for (const path of figure.fine) describe(path, path.dataset['region'] ?? '', fine);
    keys.get(figure.view)?.refresh(figure.areas.find((area) => area.dataset['area']?.endsWith(START)));
  };

  const arrange = () => {
    const { view } = store.get();
    const pair = panes.getBoundingClientRect().width >= ROOM;
    const wanted = views.filter((other) => other === view || (pair && other === PARTNER[view]));
    if (wanted.join() === visible.join()) return;
    visible = wanted;
    panes.replaceChildren(...inSight().map((figure) => figure.element));
    rail.press(visible);
    draw();
  };

  const draw = () => {
    for (const figure of inSight()) redraw(figure);
  };

  /** @param {Figure} figure */
  const redraw = (figure) => {
    if (!figure.silhouette) return; // the picture has not come yet
    drawPaint(figure, store.get());
    drawPattern(figure, store.get().pattern);
    label(figure);
  };

  store.on(['view'], arrange);
  store.on(['history', 'traced', 'trouble', 'mode'], draw);
  store.on(['tool', 'mode', 'listed'], () => dress());
  store.on(['pattern', 'mode'], () => {
    const { pattern } = store.get();
    for (const figure of inSight()) drawPattern(figure, pattern);
    const best = pattern && bestView(pattern, linked, visible);
    if (pattern) linked = false;
    if (best && figures.has(best)) store.set({ view: best });
  });
  const dress = () => {
    const { tool, mode, listed } = store.get();
    element.dataset['tool'] = mode === 'mark' ? tool : 'tap';
    element.hidden = listed && mode === 'mark';
    if (!element.hidden) arrange();
  };
  new ResizeObserver(arrange).observe(panes);
  dress();

  return {
    element,
    /** A picture has come, or come anew. @param {Figure} figure */
    loaded(figure) {
      redraw(figure);
      rail.draw();
    },
    visible: () => visible,
  };
}

/**
 * @param {string} name
 * @param {string} d
 * @param {() => void} onclick
 */
function zoomButton(name, d, onclick) {
  return h('button', { type: 'button', class: 'round', 'aria-label': t(name), title: t(name), onclick }, icon(d));
}

/**
 * @param {Store} store
 * @returns {Brush | null}
 */
function brush(store) {
  const { mode, tool, radius, intensity } = store.get();
  return mode === 'mark' && tool !== 'tap' ? { radius, intensity, erase: tool === 'erase' } : null;
}

/**
 * Where to look at a pattern, if not where one looks already: one stays as long as its core is in sight there. Who comes
 * by a link has not chosen a view yet, and sees it where it shows most.
 *
 * @param {Pattern} pattern
 * @param {boolean} linked
 * @param {string[]} visible
 */
function bestView({ shown_in: shown, views }, linked, visible) {
  const enough = linked ? visible.includes(shown[0] ?? '') : visible.some((view) => views[view]?.essential);
  return enough ? null : (shown[0] ?? null);
}

/**
 * @param {SVGPathElement} path
 * @param {Figure} figure
 * @returns {SVGElement | null}
 */
function itemOf(path, figure) {
  return figure.level === 'fine' ? path : path.closest('g');
}

/** @param {SVGElement} item */
function idOf(item) {
  return item.dataset['region'] ?? item.dataset['area'] ?? '';
}

/** @param {Element} element @param {string} name @param {string | null} value */
function set(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
