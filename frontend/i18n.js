// @ts-check
/** Words of the page, from i18n/<language>.json: flat keys, {name} placeholders, `key.one` beside `key` for one of them. */

/** @type {Record<string, string>} */
let messages = {};
let language = 'en';
const LANGUAGES = ['en', 'es'];

/**
 * The language to speak: the one asked for in the address, else the first of the browser's that the page knows.
 *
 * @param {string} search
 * @param {readonly string[]} preferred
 */
export function chooseLanguage(search, preferred) {
  const wanted = [new URLSearchParams(search).get('lang') ?? '', ...preferred];
  return wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find((tag) => LANGUAGES.includes(tag)) ?? 'en';
}

/** The language in use, for the server. */
export const spoken = () => language;

/** @param {string} wanted @returns {Promise<void>} */
export async function loadMessages(wanted) {
  const answer = await fetch(new URL(`i18n/${wanted}.json`, import.meta.url));
  if (!answer.ok && wanted !== 'en') return loadMessages('en');
  if (!answer.ok) throw new Error(`No words for ${wanted}`);
  messages = await answer.json();
  language = wanted;
  document.documentElement.lang = wanted;
  document.title = t('title');
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const plural =
    typeof values['count'] === 'number' ? `${key}.${new Intl.PluralRules(language).select(values['count'])}` : key;
  const message = messages[plural] ?? messages[key] ?? key;
  return message.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `{${name}}`));
}

/** @param {string} key */
export function has(key) {
  return key in messages;
}

/** @param {number} share 0 to 1 */
export function percent(share) {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/**
 * The name of a place in the person's own terms: "left groin" is "your left groin".
 *
 * @param {string} name
 */
export function yours(name) {
  return language === 'en' ? name.replace(/\b(?:the )?(left|right)\b/g, 'your $1') : name;
}

/** @param {string} text */
export function sentence(text) {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/**
 * Words for an intensity, such as "6 of 10, medium".
 *
 * @param {number} intensity
 */
export function strength(intensity) {
  return t('strength', { value: intensity, word: t(`strength.${grade(intensity)}`) });
}

/**
 * @param {number} intensity
 * @returns {'mild' | 'medium' | 'strong'}
 */
export function grade(intensity) {
  if (intensity <= 3) return 'mild';
  return intensity <= 6 ? 'medium' : 'strong';
}
