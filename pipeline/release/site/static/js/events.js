// @ts-check
// Events as a list, each with the words that report it.
import { byId, element, webAddress, words } from "./dom.js";
import { sayWrong } from "./page.js";
import { evidenceOf } from "./tables.js";
import { count, longDay, spoken, typeAndMode, when } from "./words.js";

const STEP = 20;

/** A piece of evidence: the words, and where they stand. @param {any} piece */
export function evidenceItem(piece) {
  const address = webAddress(piece.url);
  const outlet = piece.source && piece.source !== "unknown" ? piece.source : "source not named";
  return element("li", {},
    element("blockquote", {}, element("p", {}, words(piece.snippet))),
    element("p", { class: "source" },
      words(outlet), `, ${longDay(piece.published_on)}`, piece.title ? [" · ", words(piece.title)] : null, " · ",
      address ? element("a", { href: address, rel: "noopener noreferrer nofollow" }, "read the article") : element("code", {}, words(piece.uri)),
    ),
  );
}

/** @param {any} event @param {any[]} evidence */
function eventItem(event, evidence) {
  return element("li", {}, element("article", { class: "event" },
    element("h3", {}, element("span", { class: `swatch ${event.quad_class}` }), element("a", { href: `event.html?id=${encodeURIComponent(event.event_id)}` }, words(event.summary))),
    element("p", { class: "meta" },
      element("span", {}, when(event)),
      element("span", {}, `${typeAndMode(event.event_type, event.mode)} (${spoken(event.quad_class)})`),
      event.status === "occurred" ? null : element("span", { class: "badge" }, event.status),
      element("span", {}, `${Math.round(event.confidence * 100)} % sure`),
      element("span", {}, count(event.article_count, "article")),
    ),
    element("ol", { class: "plain evidence" }, evidence.map(evidenceItem)),
  ));
}

/** A list of events in the page that shows them in steps. */
export class EventList {
  /** @type {any[]} */
  #events = [];
  #shown = 0;
  #turn = 0;

  constructor() {
    byId("further").addEventListener("click", () => this.#more());
  }

  /** Show events in their order, from the first. @param {any[]} events */
  async show(events) {
    this.#events = events;
    this.#shown = 0;
    this.#turn += 1;
    byId("events").replaceChildren();
    await this.#more();
  }

  async #more() {
    const turn = this.#turn;
    const next = this.#events.slice(this.#shown, this.#shown + STEP);
    const evidence = await evidenceOf(next).catch((fault) => {
      sayWrong(fault);
      return new Map();
    });
    if (turn !== this.#turn) return;
    byId("events").append(...next.map((event) => eventItem(event, evidence.get(event.event_id) ?? [])));
    this.#shown += next.length;
    byId("further").hidden = this.#shown >= this.#events.length;
  }
}
