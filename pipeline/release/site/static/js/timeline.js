// @ts-check
// All events of the release over time.
import { drawRelations } from "./chart.js";
import { readCounts } from "./counts.js";
import { save } from "./csv.js";
import { byId } from "./dom.js";
import { run, say } from "./page.js";
import { fill, firstDay, keep, lastDay, values } from "./state.js";
import { count, iso, QUADS } from "./words.js";
import { yearTable } from "./years.js";

const FIELDS = ["from", "to"];

/** @type {import("./chart.js").Bin[]} */
let within = [];

fill(FIELDS);
byId("timeline-form").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); run(show); });
byId("csv").addEventListener("click", () =>
  save("entente-months.csv", ["month", ...QUADS], within.map(({ month, counts }) => ({ month: iso(month), ...Object.fromEntries(QUADS.map((quad, at) => [quad, counts[at]])) }))),
);
run(show);

/** All events of some months. @param {import("./chart.js").Bin[]} bins */
function sum(bins) {
  return bins.flatMap(({ counts }) => counts).reduce((one, other) => one + other, 0);
}

async function show() {
  const { bins, undated } = await readCounts();
  const { from, to } = values(FIELDS);
  const [begin, end] = [firstDay(from), lastDay(to)];
  within = bins.filter(({ month }) => (!begin || month >= begin) && (!end || month <= end));
  keep({ from, to });
  const total = sum(within);
  const without = undated.reduce((one, other) => one + other, 0);
  const start = begin ?? (end ? null : firstDay(byId("chart").dataset.begin));
  const drawn = within.filter(({ month }) => !start || month >= start);
  const early = total - sum(drawn);
  say(`${count(total, "event")} with a date${early ? `, of which ${early} before ${start?.getUTCFullYear()} are in the table alone` : ""}${without ? `; ${count(without, "more has", "more have")} none` : ""}.`);
  drawRelations(byId("chart"), drawn, { from: start, to: end, label: "Events over time: cooperation above the line, conflict below it. The table by year has the figures." });
  byId("years").replaceChildren(yearTable(within));
}
