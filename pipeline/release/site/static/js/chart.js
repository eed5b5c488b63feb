// @ts-check
// Events over time: cooperation above the line, conflict below it, so that the sign can be read without colour.
import { longMonth, QUADS, spoken } from "./words.js";

/** @typedef {{month: Date, counts: number[]}} Bin counts stand in the order of QUADS */

const ORDER = ["material_cooperation", "verbal_cooperation", "verbal_conflict", "material_conflict"];
const YEARS_OF_MONTHS = 6;

/** Bins of the months in which events began. @param {{date_start: Date | null, quad_class: string}[]} events @returns {Bin[]} */
export function monthly(events) {
  /** @type {Map<number, number[]>} */
  const bins = new Map();
  for (const { date_start, quad_class } of events) {
    if (!date_start) continue;
    const month = Date.UTC(date_start.getUTCFullYear(), date_start.getUTCMonth(), 1);
    const counts = bins.get(month) ?? [0, 0, 0, 0];
    counts[QUADS.indexOf(quad_class)] += 1;
    bins.set(month, counts);
  }
  return [...bins].map(([month, counts]) => ({ month: new Date(month), counts })).sort((one, other) => +one.month - +other.month);
}

/** Bins of years. @param {Bin[]} bins @returns {Bin[]} */
export function yearly(bins) {
  /** @type {Map<number, number[]>} */
  const years = new Map();
  for (const { month, counts } of bins) {
    const held = years.get(month.getUTCFullYear()) ?? [0, 0, 0, 0];
    years.set(month.getUTCFullYear(), held.map((count, at) => count + counts[at]));
  }
  return [...years].sort(([one], [other]) => one - other).map(([year, counts]) => ({ month: new Date(Date.UTC(year, 0, 1)), counts }));
}

/**
 * Draw a chart of bins into a container, and again when its width changes. Long periods are drawn by year.
 * @param {HTMLElement} container @param {Bin[]} bins @param {{from?: Date | null, to?: Date | null, label: string}} options
 */
export function drawRelations(container, bins, { from, to, label }) {
  const begun = from ?? bins[0]?.month;
  const ended = to ?? bins.at(-1)?.month;
  container.replaceChildren();
  if (!begun || !ended) return;
  const [first, last] = atLeastAYear(begun, ended);
  const byYear = last.getUTCFullYear() - first.getUTCFullYear() > YEARS_OF_MONTHS;
  const interval = byYear ? "year" : "month";
  const marks = (byYear ? yearly(bins) : bins).flatMap(({ month, counts }) =>
    ORDER.map((quad) => {
      const number = counts[QUADS.indexOf(quad)];
      return { month, quad, number, height: quad.endsWith("conflict") ? -number : number };
    }).filter(({ number }) => number),
  );
  const domain = [Date.UTC(first.getUTCFullYear(), byYear ? 0 : first.getUTCMonth(), 1), byYear ? Date.UTC(last.getUTCFullYear() + 1, 0, 1) : Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1)];
  const bars = {
    x: "month",
    y1: (/** @type {any} */ mark) => base(marks, mark),
    y2: (/** @type {any} */ mark) => base(marks, mark) + mark.height,
    fill: (/** @type {any} */ mark) => `var(--${mark.quad})`,
    interval,
    className: "bar",
    title: (/** @type {any} */ mark) => told(marks, mark, byYear),
    tip: true,
    insetLeft: 0.5,
    insetRight: 0.5,
  };
  draw(container, label, ({ axisX, axisY, gridY, rectY, ruleY }, width, height) => ({
    width,
    height,
    className: "relations",
    marginLeft: 38,
    marginRight: 18,
    marginBottom: 28,
    x: { type: "utc", domain },
    y: { domain: extent(marks), nice: true },
    marks: [
      gridY({ className: "grid", strokeOpacity: 1, ticks: 5 }),
      rectY(marks, bars),
      ruleY([0], { className: "zero" }),
      axisX({ label: null, tickSize: 3, ticks: Math.max(2, Math.floor(width / 90)) }),
      axisY({ label: null, ticks: 5, tickSize: 0, tickFormat: (/** @type {number} */ value) => (Number.isInteger(value) ? String(Math.abs(value)) : "") }),
    ],
  }));
}

/** A period, made whole years where it is too short to be told from a single month. @param {Date} first @param {Date} last */
function atLeastAYear(first, last) {
  if (+last - +first > 300 * 86_400_000) return [first, last];
  return [new Date(Date.UTC(first.getUTCFullYear(), 0, 1)), new Date(Date.UTC(last.getUTCFullYear(), 11, 1))];
}

/** Where a bar begins: beyond those of its side that stand nearer to the line. @param {any[]} marks @param {any} mark */
function base(marks, mark) {
  const near = mark.height > 0 ? ["material_cooperation"] : ["verbal_conflict"];
  if (near[0] === mark.quad) return 0;
  return marks.filter((each) => +each.month === +mark.month && near.includes(each.quad)).reduce((sum, each) => sum + each.height, 0);
}

/** @param {any[]} marks */
function extent(marks) {
  const ends = marks.map((mark) => base(marks, mark) + mark.height);
  return [Math.min(-1, ...ends), Math.max(1, ...ends)];
}

/** What a bin holds, in words. @param {any[]} marks @param {any} mark @param {boolean} byYear */
function told(marks, { month }, byYear) {
  const held = marks.filter((mark) => +mark.month === +month).map(({ number, quad }) => `${number} ${spoken(quad)}`);
  return [byYear ? month.getUTCFullYear() : longMonth(month), ...held].join("\n");
}

/** The library that draws, loaded when something is to be drawn: what there is to read comes first. */
export const drawing = () => import("../vendor/plot.js");

/**
 * Keep a plot in a container at its size.
 * @param {HTMLElement} container @param {string} label @param {(library: any, width: number, height: number) => any} options
 * @param {(value: any) => void} [chosen] what becomes of a click on a mark
 */
export async function draw(container, label, options, chosen) {
  const library = await drawing().catch(() => null);
  if (!library) {
    container.textContent = "The chart could not be drawn: the library for it cannot be reached.";
    return;
  }
  let drawn = 0;
  const render = () => {
    const { clientWidth: width, clientHeight: height } = container;
    if (!width || width === drawn) return;
    drawn = width;
    const made = library.plot(options(library, width, height));
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", label);
    // One name for the whole picture; the parts have none that could be told.
    for (const part of made.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
    if (chosen) made.addEventListener("click", () => made.value && chosen(made.value));
    container.replaceChildren(made);
  };
  watched.get(container)?.disconnect();
  const observer = new ResizeObserver(render);
  watched.set(container, observer);
  observer.observe(container);
}

/** @type {WeakMap<Element, ResizeObserver>} */
const watched = new WeakMap();
