// @ts-check
// Events by country, place, type and period, as a table.
import { country, nameOf } from "./countries.js";
import { EVENT_COLUMNS, save } from "./csv.js";
import { byId, element, table, words } from "./dom.js";
import { givesRanges } from "./files.js";
import { run, say, Told } from "./page.js";
import { asked, fill, firstDay, isWithin, keep, lastDay, values } from "./state.js";
import { extract, groups, rows } from "./tables.js";
import { count, spoken, typeAndMode, when } from "./words.js";

const FIELDS = ["country", "type", "quad", "from", "to"];
const STEP = 100;
/** So many events are taken from a release where no country or place narrows the search. */
const MOST = 5000;
const EVENTS = "tables/events/part.parquet";

/** @type {any[]} */
let found = [];
let shown = 0;

fill(FIELDS);
byId("search-form").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); run(search); });
byId("csv").addEventListener("click", () => save("entente-events.csv", EVENT_COLUMNS, found));
byId("further").addEventListener("click", more);
run(search);

async function search() {
  byId("answer").hidden = true;
  say("Reading …");
  const { country: typed, type, quad, from, to } = values(FIELDS);
  const chosen = country(typed);
  if (typed && !chosen) throw new Told(`This release has no events of “${typed}”: choose a country or body from the list, by name or code.`);
  if (chosen) byId("country").value = chosen.name;
  const place = chosen ? "" : (asked().get("place") ?? "");
  const [begin, end] = [firstDay(from), lastDay(to)];
  const matches = (/** @type {any} */ event) => (!type || event.event_type === type) && (!quad || event.quad_class === quad) && isWithin(event, begin, end);
  const subject = chosen?.code ?? (/^\d+$/.test(place) ? `geo_${place}` : null);
  found = subject ? (await bySubject(subject)).filter(matches) : await among(matches, begin, end);
  found.sort((one, other) => Number(other.date_start ?? 0) - Number(one.date_start ?? 0) || one.event_id.localeCompare(other.event_id));
  keep({ country: chosen?.code ?? "", place, type, quad, from, to });
  show(chosen?.name ?? (place ? found[0]?.place_name ?? "this place" : ""));
}

/** @param {string} subject */
function bySubject(subject) {
  return extract("relations", { filter: { $and: [{ subject: { $eq: subject } }, { other: { $eq: "" } }] } });
}

/**
 * Matching events of the whole release, newest first, as many as are shown at most. The table is in order of time, and is read from its end.
 * @param {(event: any) => boolean} matches @param {Date | null} begin @param {Date | null} end
 */
async function among(matches, begin, end) {
  const columns = EVENT_COLUMNS;
  const bounds = [begin && { date_end: { $gte: begin } }, end && { date_start: { $lte: end } }].filter(Boolean);
  const filter = bounds.length ? { $and: bounds } : undefined;
  /** @type {any[]} */
  const all = [];
  for (const [rowStart, rowEnd] of (await groups(EVENTS)).reverse()) {
    all.push(...(await rows(EVENTS, { columns, filter, rowStart, rowEnd })).filter(matches));
    if (all.length >= MOST) break;
  }
  return all;
}

/** @param {string} subject */
function show(subject) {
  const partly = found.length >= MOST && !subject ? ", the newest of them: narrow the search for others" : "";
  const slow = givesRanges() ? "" : " This file server does not answer range requests, so whole files were loaded.";
  document.title = `${subject ? `Events of ${subject}` : "Search events"} – Entente`;
  byId("title").textContent = subject ? `Events: ${subject}` : "Search events";
  say(`${count(found.length, "event")}${partly}.${slow}`);
  byId("answer").hidden = !found.length;
  byId("table").replaceChildren(table(COLUMNS, []));
  shown = 0;
  more();
}

/** @type {[string, (event: any) => any, string?][]} */
const COLUMNS = [
  ["when", (event) => when(event), "nowrap"],
  ["what happened", (event) => [element("span", { class: `swatch ${event.quad_class}` }), element("a", { href: `event.html?id=${encodeURIComponent(event.event_id)}` }, words(event.summary))], "text"],
  ["type", (event) => typeAndMode(event.event_type, event.mode)],
  ["kind", (event) => spoken(event.quad_class)],
  ["status", (event) => event.status],
  ["where", (event) => (event.place_name ? words(event.place_name) : event.country_code ? nameOf(event.country_code) : "")],
  ["sure", (event) => `${Math.round(event.confidence * 100)} %`, "number"],
];

function more() {
  const next = found.slice(shown, shown + STEP);
  const made = table(COLUMNS, next);
  byId("table").querySelector("tbody").append(...made.querySelectorAll("tbody tr"));
  shown += next.length;
  byId("further").hidden = shown >= found.length;
}
