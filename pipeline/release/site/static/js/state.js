// @ts-check
// The state of a page is its address: what was asked stands in the query string, so that a link leads to the same view.
import { byId } from "./dom.js";

/** What the address asks. */
export function asked() {
  return new URLSearchParams(location.search);
}

/** Write the state into the address; empty values are left out. @param {Record<string, string>} values */
export function keep(values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

/** Put what the address asks into the fields of those names; others keep what a reader was quick to choose. @param {string[]} names */
export function fill(names) {
  for (const name of names) if (asked().has(name)) byId(name).value = asked().get(name);
}

/** What stands in the fields of those names. @param {string[]} names @returns {Record<string, string>} */
export function values(names) {
  return Object.fromEntries(names.map((name) => [name, byId(name).value.trim()]));
}

/** The first day that a year, month or day names. @param {string} text */
export function firstDay(text) {
  return /^\d{4}(-\d{2}){0,2}$/.test(text) ? new Date(`${text}${"-01-01".slice(text.length - 4)}T00:00:00Z`) : null;
}

/** The last day that a year, month or day names. @param {string} text */
export function lastDay(text) {
  const first = firstDay(text);
  if (!first || text.length === 10) return first;
  const next = text.length === 4 ? Date.UTC(first.getUTCFullYear() + 1, 0, 1) : Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  return new Date(next - 86_400_000);
}

/**
 * Whether an event falls into a period: one of its days must. An event without a date falls into none that is bounded.
 * @param {{date_start: Date | null, date_end: Date | null}} event @param {Date | null} from @param {Date | null} to
 */
export function isWithin(event, from, to) {
  if (!from && !to) return true;
  if (!event.date_start) return false;
  return (!from || (event.date_end ?? event.date_start) >= from) && (!to || event.date_start <= to);
}
