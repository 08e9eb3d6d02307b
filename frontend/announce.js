// @ts-check
/** Spoken news, a little late and only the latest, so that it never floods. */

const PAUSE = 500;
const region = document.createElement('div');
region.className = 'spoken';
region.setAttribute('role', 'status');
region.setAttribute('aria-live', 'polite');

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

export function startAnnouncing() {
  document.body.append(region);
}

/** @param {string} text */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    region.textContent = text;
  }, PAUSE);
}
