// @ts-check
// Where events happened: places as circles over outlines of land (Natural Earth, public domain), and the same as a table.
import { feature, mesh } from "../vendor/topology.js";
import { draw, drawing } from "./chart.js";
import { byId, element, table, words } from "./dom.js";
import { json } from "./files.js";
import { run, say } from "./page.js";
import { count } from "./words.js";

const LISTED = 200;

/** @typedef {{id: number, name: string, country: string, latitude: number, longitude: number, events: number, conflict: number}} Place */

run(async () => {
  const outlines = fetch(new URL("../vendor/land.json", import.meta.url)).then((answer) => answer.json());
  const [land, listed] = await Promise.all([outlines, json("data/places.json"), drawing()]);
  /** @type {Place[]} */
  const places = listed.map(([id, name, country, latitude, longitude, ...counts]) => ({
    id, name, country, latitude, longitude, events: counts.reduce((one, other) => one + other, 0), conflict: counts[2] + counts[3],
  }));
  const shapes = { land: feature(land, land.objects.land), borders: mesh(land, land.objects.countries, (/** @type {any} */ one, /** @type {any} */ other) => one !== other) };
  const kinds = [["more_cooperation", places.filter((place) => place.conflict * 2 <= place.events)], ["more_conflict", places.filter((place) => place.conflict * 2 > place.events)]];
  draw(byId("chart"), "Map of events by place. The table below has the same.", ({ dot, geo }, width, height) => ({
    width,
    height,
    className: "relations",
    projection: { type: "equal-earth", domain: { type: "Sphere" } },
    r: { range: [2, Math.max(9, width / 60)], domain: [0, Math.max(1, ...places.map(({ events }) => events))] },
    marks: [
      geo(shapes.land, { className: "land" }),
      geo(shapes.borders, { className: "borders", strokeWidth: 0.5 }),
      ...kinds.map(([kind, held]) =>
        dot(held, { className: `place ${kind}`, x: "longitude", y: "latitude", r: "events", title: (/** @type {Place} */ place) => `${place.name}\n${count(place.events, "event")}, ${place.conflict} of conflict`, tip: true }),
      ),
    ],
  }), (/** @type {Place} */ place) => location.assign(link(place)));
  say(places.length ? `${count(places.length, "place")}${places.length >= 3000 ? ", those with most events" : ""}.` : "No event of this release has a place.");
  byId("table").replaceChildren(
    table([
      ["place", (place) => element("a", { href: link(place) }, words(place.name))],
      ["country", (place) => place.country ?? ""],
      ["events", (place) => String(place.events), "number"],
      ["of conflict", (place) => String(place.conflict), "number"],
    ], places.slice(0, LISTED)),
  );
});

/** @param {Place} place */
function link(place) {
  return `search.html?place=${place.id}`;
}
