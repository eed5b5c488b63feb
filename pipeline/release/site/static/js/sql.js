// @ts-check
// SQL over the release's own files, by DuckDB in this page.
import { save } from "./csv.js";
import { byId, element, table, words } from "./dom.js";
import { connect } from "./database.js";
import { run, say, Told } from "./page.js";
import { asked, keep } from "./state.js";
import { count } from "./words.js";

const SHOWN = 500;

/** @type {[string, string][]} */
const EXAMPLES = [
  ["What happened between two countries", "SELECT date_start, summary, article_count AS articles, confidence\nFROM dyad('ISR', 'MAR')\nORDER BY confidence DESC LIMIT 4;"],
  ["On whose words", "SELECT source, published_at::DATE AS published, snippet\nFROM event_evidence\nWHERE summary LIKE '%conclude an accord, February 2022%';"],
  ["Who clashes with whom", "SELECT actor_country AS actor, recipient_country AS recipient, month, verbal_conflict, material_conflict, event_count AS events, mean_score\nFROM dyads\nWHERE actor_country <> recipient_country\nORDER BY material_conflict DESC, events DESC, actor, recipient LIMIT 5;"],
  ["Events by type", "SELECT event_type, quad_class, count(*) AS events, round(avg(confidence), 2) AS confidence\nFROM events\nGROUP BY ALL\nORDER BY events DESC;"],
];

/** @type {Promise<import("./database.js").Database> | null} */
let database = null;
/** @type {{columns: string[], rows: Record<string, unknown>[]}} */
let result = { columns: [], rows: [] };

byId("examples").append(...EXAMPLES.map(([name, query]) => element("button", { type: "button", class: "second", onclick: () => { byId("sql").value = query; run(answer); } }, name)));
byId("sql-form").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); run(answer); });
byId("sql").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(answer); });
byId("csv").addEventListener("click", () => save("entente-query.csv", result.columns, result.rows));
byId("sql").value = asked().get("q") ?? EXAMPLES[0][1];
// What a link brings is shown, and run when the reader says so: it is another's words.

async function answer() {
  const query = byId("sql").value.trim();
  if (!query) throw new Told("There is no query.");
  byId("run").disabled = true;
  byId("csv").disabled = true;
  byId("table").replaceChildren();
  try {
    database ??= connect(say);
    database.catch(() => { database = null; });
    const opened = await database;
    say("Asking …");
    const start = performance.now();
    result = await opened.ask(query);
    keep({ q: query });
    show(performance.now() - start);
  } finally {
    byId("run").disabled = false;
  }
}

/** @param {number} took milliseconds */
function show(took) {
  const more = result.rows.length > SHOWN ? `, the first ${SHOWN} shown; the CSV file has all` : "";
  say(`${count(result.rows.length, "row")}${more}, ${Math.round(took)} ms.`);
  byId("csv").disabled = !result.rows.length;
  byId("table").replaceChildren(
    table(result.columns.map((column) => [column, (row) => shown(row[column]), typeof result.rows[0]?.[column] === "number" ? "number" : undefined]), result.rows.slice(0, SHOWN)),
  );
}

/** @param {unknown} value */
function shown(value) {
  if (value === null || value === undefined) return "";
  return words(Array.isArray(value) ? value.join("; ") : value);
}
