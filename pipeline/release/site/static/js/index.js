// @ts-check
// The first page: what is over time, drawn from the counts; all else stands in the page.
import { drawRelations } from "./chart.js";
import { readCounts } from "./counts.js";
import { byId } from "./dom.js";

try {
  const { bins } = await readCounts();
  drawRelations(byId("chart"), bins, { label: "Events by year: cooperation above the line, conflict below it. The timeline page has the figures." });
} catch {
  byId("chart").textContent = "The chart needs a web server: show the release by “entente site RELEASE --serve”.";
}
