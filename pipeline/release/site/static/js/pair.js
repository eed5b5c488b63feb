// @ts-check
// How two countries dealt with each other, over time, event by event, with the words that report it.
import { drawRelations, monthly } from "./chart.js";
import { country } from "./countries.js";
import { EVENT_COLUMNS, save } from "./csv.js";
import { byId } from "./dom.js";
import { EventList } from "./events.js";
import { givesRanges } from "./files.js";
import { run, say, Told } from "./page.js";
import { asked, fill, firstDay, isWithin, keep, lastDay, values } from "./state.js";
import { extract } from "./tables.js";
import { count, longMonth, signed } from "./words.js";
import { yearTable } from "./years.js";

const FIELDS = ["a", "b", "from", "to"];
const FILTERS = ["quad", "type", "order"];
const list = new EventList();

/** @type {any[]} */
let between = [];
/** @type {any[]} */
let shown = [];

fill([...FIELDS, ...FILTERS]);
byId("pair-form").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); run(answer); });
byId("filters").addEventListener("change", () => run(filter));
byId("filters").addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
byId("csv").addEventListener("click", () => save(`entente-${byId("a").dataset.code}-${byId("b").dataset.code}.csv`, ["direction", ...EVENT_COLUMNS], shown));

if (asked().has("a")) run(answer);
else say("Name two countries.");

/** @param {string} field */
function chosen(field) {
  const typed = byId(field).value;
  const found = country(typed);
  if (!found) throw new Told(typed ? `This release has no events of “${typed}”: choose a country or body from the list, by name or code.` : "Name two countries.");
  byId(field).value = found.name;
  byId(field).dataset.code = found.code;
  return found;
}

async function answer() {
  byId("answer").hidden = true;
  const one = chosen("a");
  const other = chosen("b");
  if (one.code === other.code) throw new Told("Name two different countries; what one country does at home is on the search page.");
  byId("title").textContent = `${one.name} and ${other.name}`;
  document.title = `${one.name} and ${other.name} – Entente`;
  say("Reading …");
  const [first, second] = [one.code, other.code].sort();
  const found = await extract("relations", { filter: { $and: [{ subject: { $eq: first } }, { other: { $eq: second } }] } });
  const { from, to } = values(["from", "to"]);
  const [begin, end] = [firstDay(from), lastDay(to)];
  between = found.filter((event) => isWithin(event, begin, end)).map((event) => ({ ...event, direction: direction(event) }));
  write(one.code, other.code);
  say(givesRanges() ? "" : "This file server does not answer range requests, so whole files were loaded; larger releases need one that does.");
  if (!between.length) {
    say(`No events between ${one.name} and ${other.name}${begin || end ? " in this period" : ""} in this release. ${found.length ? `There are ${found.length} at other times.` : ""}`);
    return;
  }
  byId("answer").hidden = false;
  byId("told").textContent = told(one.name, other.name);
  const bins = monthly(between);
  drawRelations(byId("chart"), bins, { from: begin, to: end, label: `Events between ${one.name} and ${other.name}: cooperation above the line, conflict below it. The table by year has the figures.` });
  byId("years").replaceChildren(yearTable(bins, (year) => mean(between.filter(({ date_start }) => date_start?.getUTCFullYear() === year))));
  await filter();
}

/** @param {any} event */
function direction({ subject, other, direction }) {
  return direction === "mutual" ? "mutual" : direction === "to" ? `${subject} to ${other}` : `${other} to ${subject}`;
}

/** @param {any[]} events */
function mean(events) {
  return events.length ? events.reduce((sum, { score }) => sum + score, 0) / events.length : null;
}

/** How relations were, in a sentence or two. @param {string} one @param {string} other */
function told(one, other) {
  const dated = between.filter(({ date_start }) => date_start);
  const conflict = between.filter(({ quad_class }) => quad_class.endsWith("conflict")).length;
  const span = dated.length ? ` from ${longMonth(dated[0].date_start)} to ${longMonth(dated.at(-1).date_start)}` : "";
  const average = mean(between) ?? 0;
  return `${count(between.length, "event")} between ${one} and ${other}${span}: ${between.length - conflict} of cooperation, ${conflict} of conflict. ` +
    `The mean score is ${signed(average)}, on a scale from −10, most hostile, to +10, most cooperative.`;
}

async function filter() {
  const { quad, type, order } = values(FILTERS);
  shown = between.filter((event) => (!quad || event.quad_class === quad) && (!type || event.event_type === type));
  if (order === "newest") shown.reverse();
  if (order === "surest") shown.sort((one, other) => other.confidence - one.confidence);
  write(byId("a").dataset.code, byId("b").dataset.code);
  byId("count").textContent = shown.length === between.length ? count(shown.length, "event") : `${shown.length} of ${count(between.length, "event")}`;
  await list.show(shown);
}

/** @param {string} a @param {string} b */
function write(a, b) {
  keep({ a, b, ...values(["from", "to", ...FILTERS]) });
}
