// @ts-check
// The counts by month that were made with the release.
import { json } from "./files.js";

/** @returns {Promise<{bins: import("./chart.js").Bin[], undated: number[]}>} */
export async function readCounts() {
  const { months, undated } = await json("data/counts.json");
  return { bins: months.map((/** @type {any[]} */ [month, ...counts]) => ({ month: new Date(`${month}T00:00:00Z`), counts })), undated };
}
