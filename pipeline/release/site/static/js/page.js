// @ts-check
// What every page does: say how things stand, and say plainly when they fail.
import { byId } from "./dom.js";

/** A fault that the reader is told of as it is. */
export class Told extends Error {}

/** Say in the page's status line how things stand. @param {string} text */
export function say(text) {
  const line = byId("status");
  line.classList.remove("wrong");
  line.textContent = text;
}

/** Say what went wrong. @param {unknown} fault */
export function sayWrong(fault) {
  const line = byId("status");
  line.classList.add("wrong");
  line.textContent = fault instanceof Told ? fault.message : `This page could not read the release: ${fault instanceof Error ? fault.message : fault}`;
}

/** Run what a page does, and tell a fault in its status line. @param {() => Promise<void> | void} work */
export async function run(work) {
  try {
    await work();
  } catch (fault) {
    sayWrong(fault);
  }
}
