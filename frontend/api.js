// @ts-check
/** The server's answers, typed, and its refusals. */

/** @import {Answers, Choice, Drawing, Info, Muscle, MuscleSummary, Pattern, RankAnswer, Region, TraceAnswer, ViewInfo} from './types.js' */

import { spoken } from './i18n.js';

const ROOT = new URL('api/v1/', document.baseURI);

/** The server answered, but not with what was asked for; or it did not answer at all (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {string[]} pointers Where in the request the fault lies.
   */
  constructor(status, message, pointers = []) {
    super(message);
    this.status = status;
    this.pointers = pointers;
  }

  /** The request itself was at fault: trying again will not help. */
  get refused() {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(new URL(path, ROOT), {
      ...options,
      headers: { 'Accept-Language': spoken(), ...options?.headers },
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'no answer');
  }
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  const pointers = (problem.errors ?? []).map((/** @type {{pointer?: string}} */ error) => error.pointer ?? '');
  throw new ApiError(answer.status, problem.detail ?? answer.statusText, pointers);
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} signal
 */
function post(path, body, signal) {
  return ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
}

/** @returns {Promise<Info>} */
export const info = () => ask('info');

/** @param {string} view @param {string} body @returns {Promise<ViewInfo>} */
export const view = (view, body) => ask(`views/${view}?body=${body}`);

/**
 * Every region by name. The outlines come with the figure, so only those of one small view are asked for.
 *
 * @returns {Promise<Region[]>}
 */
export const regions = async () => (await ask('regions?view=left_inner_thigh')).regions;

/** @param {Record<string, string>} query @returns {Promise<MuscleSummary[]>} */
export const muscles = async (query) => (await ask(`muscles?${new URLSearchParams(query)}`)).muscles;

/** @param {string} muscle Id, name or synonym. @returns {Promise<Muscle>} */
export const muscle = (muscle) => ask(`muscles/${encodeURIComponent(muscle)}`);

/**
 * @param {Choice} choice
 * @param {string} body
 * @returns {Promise<Pattern>}
 */
export function pattern({ muscle, side, point }, body) {
  const query = new URLSearchParams({ side, body });
  if (point) query.set('trigger_point', point);
  return ask(`muscles/${encodeURIComponent(muscle)}/pattern?${query}`);
}

/** @param {Drawing} drawing @param {AbortSignal} signal @returns {Promise<TraceAnswer>} */
export const trace = (drawing, signal) => post('trace', { drawing }, signal);

/** @param {Drawing} drawing @param {Answers} answers @param {AbortSignal} signal @returns {Promise<RankAnswer>} */
export const rank = (drawing, answers, signal) => post('rank', { drawing, answers, limit: 10 }, signal);

/**
 * The figure as a document. XMLHttpRequest parses it; DOMParser would need a Trusted Types policy.
 *
 * @param {string} view
 * @param {string} body
 * @param {string} theme
 * @returns {Promise<SVGSVGElement>}
 */
export function figure(view, body, theme) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', new URL(`views/${view}.svg?body=${body}&theme=${theme}`, ROOT));
    request.setRequestHeader('Accept-Language', spoken());
    request.responseType = 'document';
    request.overrideMimeType('image/svg+xml');
    request.onerror = () => reject(new ApiError(0, 'no answer'));
    request.onload = () => {
      const root = request.status === 200 ? request.responseXML?.documentElement : null;
      if (root instanceof SVGSVGElement) resolve(document.importNode(root, true));
      else reject(new ApiError(request.status, 'no figure'));
    };
    request.send();
  });
}
