// @ts-check
// Elements made from data. Whatever comes from a release becomes a text node or a checked attribute, never markup.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element with attributes and children; attributes that are false or null are left out, `on…` are listeners.
 * @param {string} name @param {Record<string, any>} attributes @param {...(Child | Child[])} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/** Words of others: kept apart from the direction of the text around them. @param {unknown} text */
export function words(text) {
  return element("bdi", {}, String(text ?? ""));
}

/** The element of an id, which the page must have. @param {string} id @returns {any} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** A web address as it may stand in a link, or none: only http and https are followed. @param {unknown} address */
export function webAddress(address) {
  try {
    const url = new URL(String(address));
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A table. A column is [heading, cell of a row, class]; the first one heads its row.
 * @template Row
 * @param {[string, (row: Row) => Child | Child[], string?][]} columns @param {Row[]} rows
 */
export function table(columns, rows) {
  const head = columns.map(([heading, , style]) => element("th", { scope: "col", class: style }, heading));
  const body = rows.map((row) =>
    element("tr", {}, columns.map(([, cell, style], at) => element(at ? "td" : "th", { scope: at ? null : "row", class: style }, cell(row)))),
  );
  return element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body));
}
