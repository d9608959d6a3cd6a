// The built program's modules, as what is measured is what users run.

/**
 * @param {string} path under dist/src
 * @returns {Promise<unknown>}
 */
export function built(path) {
  return import(new URL(`../dist/src/${path}`, import.meta.url).href);
}
