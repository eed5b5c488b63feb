// @ts-check
// Countries by name or code, as the page lists them for its fields.

/** @type {{code: string, name: string}[]} */
const LISTED = [...document.querySelectorAll("#countries option")].map((option) => ({
  code: option.getAttribute("data-code") ?? "",
  name: option.getAttribute("value") ?? "",
}));

/** A name in small letters without accents. @param {string} text */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** The country that a name, its beginning or a code means; none where it is not in the release. @param {string | null} text */
export function country(text) {
  const wanted = plain(text ?? "");
  if (!wanted) return null;
  const begins = LISTED.filter(({ name }) => plain(name).startsWith(wanted));
  return LISTED.find(({ code, name }) => code.toLowerCase() === wanted || plain(name) === wanted) ?? (begins.length === 1 ? begins[0] : null);
}

/** The name of a code. @param {string} code */
export function nameOf(code) {
  return LISTED.find((each) => each.code === code)?.name ?? code;
}
