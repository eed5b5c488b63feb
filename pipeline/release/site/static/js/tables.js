// @ts-check
// Rows of Parquet files: only the parts that can hold what is asked for are fetched.
import { decompress, parquetMetadataAsync, parquetReadObjects } from "../vendor/parquet.js";
import { bytes } from "./files.js";

const compressors = { ZSTD: (/** @type {Uint8Array} */ packed, /** @type {number} */ length) => decompress(packed, new Uint8Array(length)) };

/** Rows of a page of an extract, the least that is read. */
const PAGE_ROWS = 128;

/** @type {Map<string, Promise<{file: import("./files.js").Bytes, metadata: any}>>} */
const opened = new Map();

/** @param {string} path */
function open(path) {
  const held = opened.get(path);
  if (held) return held;
  const file = bytes(path);
  const opening = parquetMetadataAsync(file, { initialFetchSize: 32 * 1024 }).then((/** @type {any} */ metadata) => ({ file, metadata }));
  opened.set(path, opening);
  return opening;
}

/** What of a row of an extract is a day. */
const DAYS = new Set(["date_start", "date_end", "first_reported", "last_reported", "published_on", "first_seen", "last_seen"]);

/** Rows of an extract of the site, by its name: what they tell. @param {string} name @param {Record<string, any>} options */
export async function extract(name, options) {
  const found = await rows(`data/${name}.parquet`, options);
  return found.map(({ told }) => JSON.parse(told, (key, value) => (DAYS.has(key) && value ? new Date(`${value}T00:00:00Z`) : value)));
}

/**
 * Rows of a file of the release, by its path.
 * @param {string} path @param {{columns?: string[], filter?: any, rowStart?: number, rowEnd?: number}} options @returns {Promise<any[]>}
 */
export async function rows(path, options) {
  const { file, metadata } = await open(path);
  return parquetReadObjects({ file, metadata, compressors, useOffsetIndex: true, usePageIndex: true, ...options });
}

/** Where the groups of rows of a file begin and end. @param {string} path @returns {Promise<[number, number][]>} */
export async function groups(path) {
  const { metadata } = await open(path);
  let start = 0;
  return metadata.row_groups.map((/** @type {any} */ group) => {
    const end = start + Number(group.num_rows);
    const range = /** @type {[number, number]} */ ([start, end]);
    start = end;
    return range;
  });
}

/**
 * The evidence of events, from event id to its pieces: events that stand side by side are read in one stretch.
 * @param {{event_id: string, evidence_row: number | null, evidence_count: number | null}[]} events
 */
export async function evidenceOf(events) {
  const wanted = events.filter((event) => event.evidence_count).map((event) => [Number(event.evidence_row), Number(event.evidence_row) + Number(event.evidence_count)]);
  /** @type {number[][]} */
  const stretches = [];
  for (const [start, end] of wanted.sort((one, other) => one[0] - other[0])) {
    const last = stretches.at(-1);
    if (last && start <= last[1] + PAGE_ROWS) last[1] = Math.max(last[1], end);
    else stretches.push([start, end]);
  }
  const read = await Promise.all(stretches.map(([rowStart, rowEnd]) => extract("evidence", { rowStart, rowEnd })));
  return grouped(read.flat());
}

/** @param {any[]} all @returns {Map<string, any[]>} */
function grouped(all) {
  /** @type {Map<string, any[]>} */
  const map = new Map();
  for (const row of all) map.set(row.event_id, [...(map.get(row.event_id) ?? []), row]);
  return map;
}
