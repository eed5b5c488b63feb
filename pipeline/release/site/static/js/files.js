// @ts-check
// Bytes of the release's files, asked for by range. A server that knows no ranges is told of, and small files are then taken whole.
import { Told } from "./page.js";

const WHOLE = 64 * 1024 * 1024;
const SMALL = 64 * 1024;
/** Bytes between two parts that are sooner read along than asked for apart: a slow line carries that many in two answers' time. */
const CLOSE = 64 * 1024;

const body = document.body.dataset;
/** @type {Record<string, number>} */
const SIZES = JSON.parse(body.sizes ?? "{}");

/** Where a file is: those of the site by `data/…`, any other inside the release. @param {string} path */
export function address(path) {
  return new URL(path.startsWith("data/") ? path : `${body.base}${path}`, document.baseURI).href;
}

/** Fetch a file, with a plain word when it is not to be had. @param {string} path @param {Record<string, string>} headers */
export async function ask(path, headers = {}) {
  const answer = await fetch(address(path), { headers }).catch(() => {
    throw new Told(`${path} cannot be reached: the connection or the server is down. If you opened this page from a folder, show it by "entente site RELEASE --serve".`);
  });
  if (!answer.ok) throw new Told(`${path} cannot be read: the server answers ${answer.status}. Is the whole release there?`);
  return answer;
}

/** A file of JSON. @param {string} path */
export async function json(path) {
  return (await ask(path)).json();
}

/** Whether the server gives parts of files, as far as it was asked. */
let knowsRanges = true;
export const givesRanges = () => knowsRanges;

/** @param {string} path @param {number} bytes */
function refuse(path, bytes) {
  throw new Told(
    `This file server does not answer range requests, and ${path} has ${Math.round(bytes / 1e6)} MB, too much to load whole. ` +
      'Serve the release by one that does (nginx, Apache, Caddy, an object store, "entente site RELEASE --serve"), or download the files.',
  );
}

/** @typedef {{byteLength: number, slice: (start: number, end?: number) => Promise<ArrayBuffer>}} Bytes */

/** The bytes of a Parquet file, whose size the page knows. @param {string} path @returns {Bytes} */
export function bytes(path) {
  const byteLength = SIZES[path];
  if (byteLength === undefined) throw new Told(`This release has no ${path}.`);
  /** @type {Promise<ArrayBuffer> | null} */
  let whole = byteLength <= SMALL ? ask(path).then((answer) => answer.arrayBuffer()) : null;
  whole?.catch(() => {});
  const part = async (/** @type {number} */ start, /** @type {number} */ end) => {
    const answer = await ask(path, { Range: `bytes=${start}-${end - 1}` });
    if (answer.status === 206) return answer.arrayBuffer();
    knowsRanges = false;
    if (byteLength > WHOLE) {
      await answer.body?.cancel();
      refuse(path, byteLength);
    }
    whole ??= answer.arrayBuffer();
    return (await whole).slice(start, end);
  };
  const gathered = gathering(part);
  return { byteLength, slice: async (start, end = byteLength) => (whole ? (await whole).slice(start, end) : gathered(start, end)) };
}

/** @typedef {{start: number, end: number}} Stretch */

/**
 * Reading that gathers what is wanted at one moment, and asks for what lies close together in one request. What was read is kept.
 * @param {(start: number, end: number) => Promise<ArrayBuffer>} part
 */
function gathering(part) {
  /** @type {(Stretch & {read: Promise<ArrayBuffer>})[]} */
  const held = [];
  /** @type {(Stretch & {give: (part: Promise<ArrayBuffer>) => void})[]} */
  let wanted = [];
  const holding = (/** @type {number} */ start, /** @type {number} */ end) => held.find((each) => each.start <= start && end <= each.end);
  const fetchAll = () => {
    const gathered = wanted;
    wanted = [];
    for (const { start, end } of joined(gathered.filter((each) => !holding(each.start, each.end)))) {
      const stretch = { start, end, read: part(start, end) };
      held.push(stretch);
      stretch.read.catch(() => held.splice(held.indexOf(stretch), 1));
    }
    for (const { start, end, give } of gathered) {
      const stretch = holding(start, end);
      if (stretch) give(stretch.read.then((buffer) => buffer.slice(start - stretch.start, end - stretch.start)));
    }
  };
  return (/** @type {number} */ start, /** @type {number} */ end) =>
    new Promise((/** @type {(part: Promise<ArrayBuffer>) => void} */ give) => {
      if (!wanted.length) setTimeout(fetchAll);
      wanted.push({ start, end, give });
    });
}

/** Stretches in order, those that lie close together as one. @param {Stretch[]} stretches */
function joined(stretches) {
  /** @type {Stretch[]} */
  const all = [];
  for (const { start, end } of [...stretches].sort((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last && start - last.end <= CLOSE) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** The size of a file that pages read, in bytes. @param {string} path */
export function sizeOf(path) {
  return SIZES[path] ?? 0;
}

/** Refuse a file that would have to be loaded whole and is too large for it. @param {string} path */
export function admitWhole(path) {
  if (sizeOf(path) > WHOLE) refuse(path, sizeOf(path));
}
