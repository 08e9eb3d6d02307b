// @ts-check
/** What can be done to the drawing, by whichever way: picture, keyboard or list. */

/** @import {Drawing, Stroke} from './types.js' */
/** @import {Store} from './store.js' */
/** @import {Regions} from './regions.js' */
/** @import {Figure} from './figure.js' */
import { announce } from './announce.js';
import { EMPTY, addStroke, hasRoom, intensityOf, markRegion, nextStep, restore } from './drawing.js';
import * as history from './history.js';
import { strength, t } from './i18n.js';

/**
 * @param {Store} store
 * @param {Regions} regions
 * @param {ReadonlyMap<string, Figure>} figures
 */
export function createMarking(store, regions, figures) {
  /** @param {Drawing} drawing */
  const step = (drawing) => store.set({ history: history.step(store.get().history, drawing), trouble: null });

  /**
   * @param {string} id
   * @param {number} intensity
   */
  const set = (id, intensity) => {
    const region = regions.get(id);
    if (!region) return;
    const marked = markRegion(store.get().history.present, region, intensity, regions.family(region));
    step(intensity > 0 ? restore(marked, (view, point) => liesIn(figures.get(view), id, point)) : marked);
    announce(
      t(intensity > 0 ? 'say.marked' : 'say.unmarked', { place: regions.title(id), strength: strength(intensity) }),
    );
  };

  return {
    set,

    /** One tap: mild, medium, strong, off. @param {string} id */
    tap(id) {
      const region = regions.get(id);
      if (region) set(id, nextStep(intensityOf(store.get().history.present, region)));
    },

    /** One up or down, from 1 to 10. @param {string} id @param {number} change */
    nudge(id, change) {
      const region = regions.get(id);
      if (!region) return;
      const now = intensityOf(store.get().history.present, region);
      set(id, Math.min(10, Math.max(1, now + change)));
    },

    /** @param {Stroke} stroke */
    stroke(stroke) {
      const drawing = store.get().history.present;
      if (!hasRoom(drawing, stroke)) {
        store.set({ trouble: { kind: 'full', detail: '' } });
        announce(t('trouble.full'));
        return;
      }
      step(addStroke(drawing, stroke));
    },

    undo() {
      store.set({ history: history.undo(store.get().history), trouble: null });
      announce(t('say.undone'));
    },

    redo() {
      store.set({ history: history.redo(store.get().history), trouble: null });
      announce(t('say.redone'));
    },

    /** Everything off, answers too: the next to draw may be someone else. */
    clear() {
      step(EMPTY);
      store.set({ answers: {}, chosen: null });
      announce(t('say.cleared'));
    },
  };
}

/** @typedef {ReturnType<typeof createMarking>} Marking */

/**
 * @param {Figure | undefined} figure
 * @param {string} region
 * @param {readonly [number, number]} point
 */
function liesIn(figure, region, [x, y]) {
  return figure?.pathsOf(region).some((path) => path.isPointInFill(new DOMPoint(x, y))) ?? false;
}
