// @ts-check
// DuckDB in the page: started when it is first asked, with the release's tables as views over its files, and the release's own views.
//
// It runs in a worker made from a blob, so that the policy of this page holds for it too: it can reach this host and no other.
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from "../vendor/duckdb.js";
import { address, admitWhole, ask as fetchFile, json } from "./files.js";
import { Told } from "./page.js";

const VENDOR = new URL("../vendor/", import.meta.url);

/** @typedef {{ask: (query: string) => Promise<{columns: string[], rows: Record<string, unknown>[]}>}} Database */

/** Whether this browser can run it at all; a word on what is missing where not. */
function lacking() {
  if (typeof WebAssembly !== "object") return "WebAssembly";
  if (typeof DecompressionStream !== "function") return "DecompressionStream";
  // The database throws C++ exceptions as WebAssembly's own.
  return WebAssembly.validate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11)) ? null : "exceptions in WebAssembly";
}

/** @param {(text: string) => void} say @returns {Promise<Database>} */
export async function connect(say) {
  const missing = lacking();
  if (missing) throw new Told(`This browser cannot run the database (it lacks ${missing}). Use a current one, or DuckDB on entente.duckdb.`);
  say("Loading the database (4.4 MB) …");
  const [worker, module] = await Promise.all([library("duckdb-worker.js", "text/javascript"), library("duckdb.wasm.gz", "application/wasm")]);
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(worker));
  await database.instantiate(module, null);
  URL.revokeObjectURL(module);
  say("Opening the tables …");
  const connection = await database.connect();
  const { tables, statements } = await json("data/schema.json");
  for (const [name, path] of Object.entries(tables)) await register(database, name, String(path));
  for (const statement of statements) await connection.query(statement);
  return { ask: (query) => answer(connection, query) };
}

/** A library as an address in this page's own space, unpacked where it is packed. @param {string} name @param {string} type */
async function library(name, type) {
  const { body, ok, status } = await fetch(new URL(name, VENDOR));
  if (!ok || !body) throw new Told(`${name} cannot be read: the server answers ${status}. Is the whole release there?`);
  const unpacked = name.endsWith(".gz") ? body.pipeThrough(new DecompressionStream("gzip")) : body;
  return URL.createObjectURL(new Blob([await new Response(unpacked).arrayBuffer()], { type }));
}

/** @param {any} database @param {string} name @param {string} path */
async function register(database, name, path) {
  const probe = await fetchFile(path, { Range: "bytes=0-3" });
  if (probe.status === 206) {
    await probe.arrayBuffer();
    await database.registerFileURL(`${name}.parquet`, address(path), DuckDBDataProtocol.HTTP, false);
  } else {
    admitWhole(path);
    await database.registerFileBuffer(`${name}.parquet`, new Uint8Array(await probe.arrayBuffer()));
  }
}

/**
 * Asked as a pending query: a fault that shows only while rows are made is not told of a plain one, which ends as if it had no rows.
 * @param {any} connection @param {string} query
 */
async function answer(connection, query) {
  /** @type {any[]} */
  const rows = [];
  try {
    const reader = await connection.send(query);
    const fields = reader.schema?.fields ?? (await reader.open()).schema.fields;
    const columns = fields.map((/** @type {any} */ field) => [field.name, String(field.type)]);
    for await (const batch of reader) rows.push(...batch.toArray().map((/** @type {any} */ row) => record(columns, row)));
    return { columns: columns.map(([name]) => name), rows };
  } catch (fault) {
    throw new Told(String(fault instanceof Error ? fault.message : fault).replace(/\s+/g, " ").trim());
  }
}

/** @param {string[][]} columns @param {any} row */
function record(columns, row) {
  return Object.fromEntries(columns.map(([name, type]) => [name, plain(row[name], type)]));
}

/** A value of Arrow as one of JavaScript that can be shown. @param {any} value @param {string} type @returns {unknown} */
function plain(value, type) {
  if (value === null || value === undefined) return null;
  if (type.startsWith("Date")) return new Date(Number(value)).toISOString().slice(0, 10);
  if (type.startsWith("Timestamp")) return new Date(Number(value)).toISOString().replace(".000Z", "Z");
  if (typeof value === "bigint") return Number(value);
  if (typeof value?.toArray === "function") return [...value].map((each) => plain(each, ""));
  return typeof value === "object" ? String(value) : value;
}
