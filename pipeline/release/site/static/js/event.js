// @ts-check
// One event: what is known of it, its parties, and every clause that reports it.
import { byId, element, table, words } from "./dom.js";
import { evidenceItem } from "./events.js";
import { run, say, Told } from "./page.js";
import { asked } from "./state.js";
import { evidenceOf, extract } from "./tables.js";
import { count, longDay, signed, spoken, typeAndMode, when } from "./words.js";

run(async () => {
  const id = asked().get("id") ?? "";
  if (!/^evt_[0-9a-f]{16}$/.test(id)) throw new Told("The address names no event: it should end in ?id= and the id of one.");
  const [event] = await extract("events", { filter: { event_id: { $eq: id } } });
  if (!event) throw new Told(`This release has no event ${id}. The table redirects says what became of events that were given up.`);
  byId("title").replaceChildren(words(event.summary));
  document.title = `${event.summary} – Entente`;
  byId("facts").replaceChildren(...facts(event).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  byId("parties").replaceChildren(table([
    ["party", (party) => (party.entity_id ? element("a", { href: `entity.html?id=${encodeURIComponent(party.entity_id)}` }, words(party.name)) : words(party.name))],
    ["role", (party) => party.role],
    ["country", (party) => (party.country_code ? element("a", { href: `search.html?country=${encodeURIComponent(party.country_code)}` }, party.country_code) : "")],
    ["sector", (party) => party.sector ?? ""],
  ], event.parties));
  const evidence = (await evidenceOf([event])).get(id) ?? [];
  byId("evidence").replaceChildren(...evidence.map(evidenceItem));
  say("");
  byId("answer").hidden = false;
});

/** @param {any} event @returns {[string, any][]} */
function facts(event) {
  /** @type {[string, any][]} */
  const all = [
    ["When", `${when(event)}${event.date_inferred ? " (taken from the day of the report)" : ""}`],
    ["Type", `${typeAndMode(event.event_type, event.mode)} – ${spoken(event.quad_class)}`],
    ["Status", event.status],
    ["Score", `${signed(event.score)} on a scale from −10 to +10`],
    ["Where", event.place_name ? [words(event.place_name), event.country_code ? `, ${event.country_code}` : ""] : null],
    ["Contexts", event.contexts?.map(spoken).join(", ")],
    ["Agreement", event.agreement_name ? words(event.agreement_name) : null],
    ["Reported", `by ${count(event.article_count, "article")} of ${count(event.source_count, "outlet")}, ${longDay(event.first_reported)}${+event.first_reported === +event.last_reported ? "" : ` to ${longDay(event.last_reported)}`}`],
    ["Confidence", `${Math.round(event.confidence * 100)} % that type and parties are right`],
    ["Id", element("code", {}, event.event_id)],
  ];
  return all.filter(([, value]) => value);
}
