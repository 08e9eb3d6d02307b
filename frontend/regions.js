// @ts-check
/** The regions of the body by name, and how they stand in a drawing. */

/** @import {Drawing, Region, TraceAnswer} from './types.js' */
import { intensityOf } from './drawing.js';
import { sentence, yours } from './i18n.js';

const TOUCHED = 0.04; // share of a region that must be painted for it to count as partly marked

export class Regions {
  /** @param {Region[]} all */
  constructor(all) {
    this.byId = new Map(all.map((region) => [region.id, region]));
    this.areas = all.filter((region) => region.level === 'area');
    /** @type {Map<string, Region[]>} */
    this.families = new Map(this.areas.map((area) => [area.id, []]));
    for (const region of all) {
      if (region.level === 'fine' && region.parent) this.families.get(region.parent)?.push(region);
    }
  }

  /** @param {string} id */
  get(id) {
    return this.byId.get(id);
  }

  /**
   * The fine regions of an area, or of the area around a fine region.
   *
   * @param {Region} region
   */
  family(region) {
    return this.families.get(region.level === 'fine' ? (region.parent ?? '') : region.id) ?? [];
  }

  /** @param {string} id @returns {string} For example "Your left outer hip". */
  title(id) {
    const region = this.byId.get(id);
    return region ? sentence(yours(region.name)) : id;
  }

  /**
   * How a region is marked: its intensity when it is marked as a whole, and whether any of it is.
   *
   * @param {Region} region
   * @param {Drawing} drawing
   * @param {TraceAnswer | null} trace
   * @returns {{intensity: number, checked: 'true' | 'mixed' | 'false'}}
   */
  standing(region, drawing, trace) {
    const intensity = intensityOf(drawing, region);
    if (intensity > 0) return { intensity, checked: 'true' };
    const ids = region.level === 'fine' ? [region.id] : this.family(region).map(({ id }) => id);
    const touched =
      trace?.regions.some(({ region, share }) => share >= TOUCHED && ids.includes(region)) ||
      drawing.regions.some((mark) => ids.includes(mark.region));
    return { intensity: 0, checked: touched ? 'mixed' : 'false' };
  }
}
