// @ts-check
// The directory of entities: by the beginning of any word of a name, or all of a kind, those with most events first.
import { plain } from "./countries.js";
import { byId, element, table, words } from "./dom.js";
import { run, say } from "./page.js";
import { asked, fill, keep, values } from "./state.js";
import { extract } from "./tables.js";
import { count, kindOf } from "./words.js";

const STEP = 100;

/** @typedef {{entity_id: string, entity_type: string, name: string, country_code: string | null, event_count: number}} Listed */

/** @type {{type: string, start: number, count: number}[]} */
const KINDS = [...byId("type").querySelectorAll("option[data-start]")].map(({ value, dataset }) => ({ type: value, start: Number(dataset.start), count: Number(dataset.count) }));

fill(["name", "type"]);
run(show);

async function show() {
  const { name, type } = values(["name", "type"]);
  const page = Math.max(1, Number(asked().get("page")) || 1);
  keep({ name, type, page: page > 1 ? String(page) : "" });
  const { total, listed } = await (name ? named(plain(name), type, page) : type ? ofKind(type, page) : leading());
  const pages = Math.ceil(total / STEP);
  say(total ? `${count(total, "entity", "entities")}${told(name, type, pages, page)}` : `Nothing in this release is called “${name}”${type ? ", of this kind" : ""}.`);
  byId("answer").hidden = !listed.length;
  byId("table").replaceChildren(table(COLUMNS, listed));
  byId("pages").replaceChildren(...(page > 1 ? [turn("Before", page - 1)] : []), ...(page < pages ? [turn("Next", page + 1)] : []));
}

/** @param {string} name @param {string} type @param {number} pages @param {number} page */
function told(name, type, pages, page) {
  if (!name && !type) return ". Shown are those with most events of each kind; choose a kind to see all of it.";
  return pages > 1 ? `, page ${page} of ${pages}.` : ".";
}

/** @type {[string, (entity: Listed) => any, string?][]} */
const COLUMNS = [
  ["name", ({ entity_id, name }) => element("a", { href: `entity.html?id=${encodeURIComponent(entity_id)}` }, words(name)), "text"],
  ["kind", ({ entity_type }) => kindOf(entity_type)],
  ["country", ({ country_code }) => country_code ?? ""],
  ["events", ({ event_count }) => event_count.toLocaleString("en"), "number"],
];

/** Entities of which a word of a name begins so, each once. @param {string} beginning @param {string} type @param {number} page */
async function named(beginning, type, page) {
  const found = await extract("names", { filter: { $and: [{ term: { $gte: beginning } }, { term: { $lt: after(beginning) } }] } });
  /** @type {Map<string, Listed>} */
  const once = new Map(found.filter(({ entity_type }) => !type || entity_type === type).map((entity) => [entity.entity_id, entity]));
  const all = [...once.values()].sort((one, other) => other.event_count - one.event_count || one.name.localeCompare(other.name));
  return { total: all.length, listed: all.slice((page - 1) * STEP, page * STEP) };
}

/** The least text that is greater than all that begin so: of plain letters too, since only by those parts of a file are passed over. @param {string} beginning */
function after(beginning) {
  const letters = [...beginning];
  return [...letters.slice(0, -1), String.fromCodePoint((letters.at(-1)?.codePointAt(0) ?? 0) + 1)].join("");
}

/** @param {string} type @param {number} page */
async function ofKind(type, page) {
  const kind = KINDS.find((each) => each.type === type);
  if (!kind) return { total: 0, listed: [] };
  const rowStart = kind.start + (page - 1) * STEP;
  const rowEnd = Math.min(rowStart + STEP, kind.start + kind.count);
  return { total: kind.count, listed: rowStart < rowEnd ? await extract("directory", { rowStart, rowEnd }) : [] };
}

/** The leading entities of each kind, as many of all as a page holds. */
async function leading() {
  const each = Math.ceil(STEP / Math.max(1, KINDS.length));
  const read = await Promise.all(KINDS.map(({ start, count }) => extract("directory", { rowStart: start, rowEnd: start + Math.min(count, each) })));
  return { total: KINDS.reduce((sum, kind) => sum + kind.count, 0), listed: read.flat() };
}

/** @param {string} text @param {number} page */
function turn(text, page) {
  const query = asked();
  query.set("page", String(page));
  return element("a", { class: "button", href: `?${query}`, rel: text === "Next" ? "next" : "prev" }, text);
}
