// @ts-check
// Rows as a CSV file: UTF-8, lists joined by semicolons, and no cell that a spreadsheet would run.
import { element } from "./dom.js";

const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** @param {unknown} value */
function cell(value) {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value) ? value.join(";") : String(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** @param {string[]} columns @param {Record<string, unknown>[]} rows */
export function csvText(columns, rows) {
  return `${[columns.join(","), ...rows.map((row) => columns.map((column) => cell(row[column])).join(","))].join("\r\n")}\r\n`;
}

/** Offer rows as a file to save. @param {string} name @param {string[]} columns @param {Record<string, unknown>[]} rows */
export function save(name, columns, rows) {
  const url = URL.createObjectURL(new Blob([csvText(columns, rows)], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The columns of an event in a CSV file. */
export const EVENT_COLUMNS = [
  "event_id", "date_start", "date_end", "date_precision", "event_type", "mode", "quad_class", "status", "score", "confidence",
  "article_count", "place_name", "country_code", "summary",
];
