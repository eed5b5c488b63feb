// @ts-check
// One entity: who or what it is, and the events it is a party to.
import { drawRelations, monthly } from "./chart.js";
import { nameOf } from "./countries.js";
import { EVENT_COLUMNS, save } from "./csv.js";
import { byId, element, words } from "./dom.js";
import { EventList } from "./events.js";
import { run, say, Told } from "./page.js";
import { asked } from "./state.js";
import { extract } from "./tables.js";
import { count, kindOf, longDay } from "./words.js";

run(async () => {
  const id = asked().get("id") ?? "";
  if (!/^ent_[0-9a-f]{16}$/.test(id)) throw new Told("The address names no entity: it should end in ?id= and the id of one.");
  const [[entity], events] = await Promise.all([
    extract("entities", { filter: { entity_id: { $eq: id } } }),
    extract("relations", { filter: { $and: [{ subject: { $eq: id } }, { other: { $eq: "" } }] } }),
  ]);
  if (!entity) throw new Told(`This release has no entity ${id}.`);
  byId("title").replaceChildren(words(entity.name));
  document.title = `${entity.name} – Entente`;
  byId("facts").replaceChildren(...facts(entity).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  if (entity.entity_type === "country" && entity.country_code) await showPartners(entity.country_code);
  say("");
  byId("answer").hidden = false;
  byId("count").textContent = events.length ? count(events.length, "event") : "It is named in articles, but has no part in an event.";
  byId("csv").hidden = !events.length;
  byId("csv").addEventListener("click", () => save(`entente-${id}.csv`, EVENT_COLUMNS, events));
  drawRelations(byId("chart"), monthly(events), { label: "Events of this entity: cooperation above the line, conflict below it." });
  byId("chart").hidden = !events.some(({ date_start }) => date_start);
  await new EventList().show(events);
});

/** The countries and bodies that a country has to do with, those with most events first. @param {string} code */
async function showPartners(code) {
  const partners = await extract("partners", { filter: { country: { $eq: code } } });
  byId("partners").replaceChildren(...partners.map(({ other, event_count }) =>
    element("li", {}, element("a", { href: `pair.html?a=${encodeURIComponent(code)}&b=${encodeURIComponent(other)}` }, nameOf(other)), " ", element("span", { class: "quiet" }, event_count)),
  ));
  byId("relations").hidden = !partners.length;
}

/** @param {any} entity @returns {[string, any][]} */
function facts(entity) {
  /** @type {[string, any][]} */
  const all = [
    ["Kind", element("a", { href: `entities.html?type=${encodeURIComponent(entity.entity_type)}` }, kindOf(entity.entity_type))],
    ["Country", entity.country_code ? element("a", { href: `search.html?country=${encodeURIComponent(entity.country_code)}` }, entity.country_code) : null],
    ["Sector", entity.sector],
    ["Offices", entity.offices?.length ? words(entity.offices.join(" · ")) : null],
    ["Also named", entity.names?.filter((/** @type {string} */ name) => name !== entity.name).length ? words(entity.names.filter((/** @type {string} */ name) => name !== entity.name).join(" · ")) : null],
    ["Wikidata", entity.wikidata_id],
    ["GeoNames", entity.geonames_id ? String(entity.geonames_id) : null],
    ["Named", `${longDay(entity.first_seen)} to ${longDay(entity.last_seen)}`],
    ["Id", element("code", {}, entity.entity_id)],
  ];
  return all.filter(([, value]) => value);
}
