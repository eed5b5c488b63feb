// @ts-check
// The list of all releases that lies beside this one, where it does.
import { byId, element, table } from "./dom.js";
import { address } from "./files.js";
import { run, say } from "./page.js";

run(async () => {
  const index = new URL("../index.json", address(""));
  const answer = await fetch(index).catch(() => null);
  if (!answer?.ok) {
    say("There is no list of releases beside this one: it was copied alone.");
    return;
  }
  const { latest, releases } = await answer.json();
  const here = document.body.dataset.version;
  say(latest === here ? "You are looking at the latest." : `The latest is ${latest}; you are looking at ${here}.`);
  byId("table").replaceChildren(table([
    ["release", ({ version }) => element("a", { href: new URL(`${encodeURIComponent(version)}/site/index.html`, index).href, "aria-current": version === here ? "page" : null }, version)],
    ["of", ({ date }) => date, "nowrap"],
    ["events", ({ events }) => Number(events).toLocaleString("en"), "number"],
    ["digest of its manifest", ({ manifest_sha256 }) => element("code", { class: "digest" }, manifest_sha256)],
  ], releases));
});
