// @ts-check
// Figures by year as a table: the chart's content for those who do not see it.
import { yearly } from "./chart.js";
import { table } from "./dom.js";
import { QUADS, signed, spoken } from "./words.js";

/**
 * @param {import("./chart.js").Bin[]} bins
 * @param {((year: number) => number | null)} [meanOf] the mean score of a year's events
 */
export function yearTable(bins, meanOf) {
  const number = (/** @type {number} */ at) => (/** @type {import("./chart.js").Bin} */ { counts }) => String(counts[at]);
  /** @type {[string, (bin: import("./chart.js").Bin) => any, string?][]} */
  const columns = [
    ["year", ({ month }) => String(month.getUTCFullYear())],
    ...QUADS.map((quad, at) => /** @type {[string, any, string]} */ ([spoken(quad), number(at), "number"])),
    ["events", ({ counts }) => String(counts.reduce((sum, each) => sum + each, 0)), "number"],
  ];
  if (meanOf) columns.push(["mean score", ({ month }) => { const mean = meanOf(month.getUTCFullYear()); return mean === null ? "" : signed(mean); }, "number"]);
  return table(columns, yearly(bins));
}
