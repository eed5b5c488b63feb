// The libraries of the site as bundles in the folder given, with the licences of what is in them: the same lock gives the same bytes.
// Only what the pages import is named here; what a page does with it is in ../static/js.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { gzipSync } from "fflate";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = resolve(process.argv[2]);

/** What each bundle gives to the pages that import it. */
const BUNDLES = {
  "plot.js": 'export { axisX, axisY, dot, geo, gridY, plot, rectY, ruleY } from "@observablehq/plot";',
  "parquet.js": 'export { parquetMetadataAsync, parquetReadObjects } from "hyparquet"; export { decompress } from "fzstd";',
  "topology.js": 'export { feature, mesh } from "topojson-client";',
  "duckdb.js": 'export { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from "@duckdb/duckdb-wasm";',
};

/** Make a bundle, and give back the folders of the packages that are in it. */
async function bundle(name, source) {
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: here, sourcefile: name },
    absWorkingDir: here,
    outfile: join(out, name),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const held = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return held.filter(([, input]) => input.bytesInOutput).map(([path]) => path.match(/^node_modules\/(@[^/]+\/)?[^/]+/)?.[0]);
}

/** The database itself. Compressed by code that gives one result on every machine; browsers unpack it. */
function database() {
  const dist = join(modules, "@duckdb", "duckdb-wasm", "dist");
  const worker = readFileSync(join(dist, "duckdb-browser-eh.worker.js"), "utf8");
  writeFileSync(join(out, "duckdb-worker.js"), worker.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  writeFileSync(join(out, "duckdb.wasm.gz"), gzipSync(readFileSync(join(dist, "duckdb-eh.wasm")), { level: 9, mtime: 0 }));
}

/** Name, version and licence of each package, in order of name. */
function licences(folders) {
  const told = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = readdirSync(join(here, folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? readFileSync(join(here, folder, file), "utf8").trim() : "";
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  writeFileSync(join(out, "LICENCES.txt"), told.join(`\n${"-".repeat(72)}\n\n`));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const bundled = await Promise.all(Object.entries(BUNDLES).map(([name, source]) => bundle(name, source)));
database();
cpSync(join(modules, "world-atlas", "countries-110m.json"), join(out, "land.json"));
licences([...bundled.flat().filter(Boolean), "node_modules/world-atlas"]);
