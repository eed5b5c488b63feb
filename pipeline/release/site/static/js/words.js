// @ts-check
// Codes, dates and numbers as people say them.

export const QUADS = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A code as words. @param {string} code */
export function spoken(code) {
  return code.replaceAll("_", " ").replaceAll("-", " ");
}

/** A kind of entity. @param {string} type */
export function kindOf(type) {
  return type === "igo" ? "intergovernmental body" : type;
}

/** A day as 2022-03-26. @param {Date | null | undefined} day */
export function iso(day) {
  return day ? day.toISOString().slice(0, 10) : "";
}

/** @param {Date} day */
export function longMonth(day) {
  return `${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** A day in full. @param {Date} day */
export function longDay(day) {
  return `${day.getUTCDate()} ${longMonth(day)}`;
}

/** When an event was, as exactly as it is known. @param {{date_start: Date | null, date_end: Date | null, date_precision: string}} event */
export function when({ date_start, date_end, date_precision }) {
  if (!date_start) return "date not told";
  const year = date_start.getUTCFullYear();
  if (date_precision === "month") return longMonth(date_start);
  if (date_precision === "year") return `${year}`;
  if (date_precision === "decade") return `${year}s`;
  if (date_precision === "quarter") return `${MONTHS[date_start.getUTCMonth()]} to ${longMonth(date_end ?? date_start)}`;
  if (date_end && iso(date_end) !== iso(date_start)) return `${longDay(date_start)} to ${longDay(date_end)}`;
  return longDay(date_start);
}

/** A number of things. @param {number} number @param {string} thing @param {string} things */
export function count(number, thing, things = `${thing}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? thing : things}`;
}

/** A score with its sign, to one place. @param {number} score */
export function signed(score) {
  return `${score > 0 ? "+" : score < 0 ? "−" : ""}${Math.abs(score).toFixed(1)}`;
}

/** Types read as verbs of the field; in text they stand in small letters. @param {string} type @param {string | null} mode */
export function typeAndMode(type, mode) {
  return type.toLowerCase() + (mode ? `, ${spoken(mode)}` : "");
}

/** A size as people say it. @param {number} bytes */
export function readable(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const unit = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** unit;
  return `${value.toFixed(value >= 10 ? 0 : 1)} ${["", "kB", "MB", "GB", "TB"][unit]}`;
}
