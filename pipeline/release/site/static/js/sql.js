// @ts-check
// SQL over the release's own files, by DuckDB in this page.
import { save } from "./csv.js";
import { byId, table, words } from "./dom.js";
import { connect } from "./database.js";
import { run, say, Told } from "./page.js";
import { asked, keep } from "./state.js";
import { count } from "./words.js";

const SHOWN = 500;

/** @type {Promise<import("./database.js").Database> | null} */
let database = null;
/** @type {{columns: string[], rows: Record<string, unknown>[]}} */
let result = { columns: [], rows: [] };

const examples = [...byId("examples").querySelectorAll("button")];
for (const example of examples) example.addEventListener("click", () => { byId("sql").value = example.dataset.query; run(answer); });
byId("sql-form").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); run(answer); });
byId("sql").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(answer); });
byId("csv").addEventListener("click", () => save("entente-query.csv", result.columns, result.rows));
byId("sql").value = asked().get("q") ?? examples[0].dataset.query;
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
