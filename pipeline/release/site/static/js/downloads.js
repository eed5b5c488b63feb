// @ts-check
// Sizes and digests that the page could not know when it was made: those of the database, which no two builds write alike.
import { address, ask } from "./files.js";

import { readable } from "./words.js";

const sums = await ask("manifest.sha256").then((answer) => answer.text()).catch(() => "");
for (const cell of document.querySelectorAll("[data-digest]:not([data-digest=''])")) {
  const line = sums.split("\n").find((each) => each.endsWith(`  ${cell.getAttribute("data-digest")}`));
  if (line) cell.textContent = line.slice(0, 64);
}
for (const cell of document.querySelectorAll("[data-size]:not([data-size=''])")) {
  const answer = await fetch(address(cell.getAttribute("data-size") ?? ""), { method: "HEAD" }).catch(() => null);
  const size = Number(answer?.ok && answer.headers.get("content-length"));
  if (size) cell.textContent = readable(size);
}
