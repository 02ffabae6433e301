/**
 * `tenure.html`: the whole product as one file, for a memory stick and for pages with live data. A browser starts
 * nothing else from a disk: no module, worker or wasm by an address. So the page is one inline script, named by its
 * hash in the policy; workers are single classic scripts; whatever is fetched elsewhere is inside, packed.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve, sep } from "node:path";
import { deflateRawSync } from "node:zlib";
import { build } from "vite";
import { declarationFiles } from "./declarations.mjs";
import { fail, root } from "./install.mjs";
import { bundle } from "./script.mjs";

const out = resolve(process.argv[2] ?? join(root, "dist/tenure.html"));
const TYPES = {
  wasm: "application/wasm",
  js: "text/javascript",
  md: "text/markdown",
  json: "application/json",
  csv: "text/csv",
  html: "text/html",
};

/** What is packed, by the name the product fetches it under. @type {Map<string, Buffer | string>} */
const inside = new Map();

const WORKER = /\?script$/;
/** Workers become one script each; every other file an address asks for is packed as it is. */
function packing() {
  return {
    name: "single",
    resolveId: {
      order: "pre",
      async handler(source, importer) {
        if (!importer || !/\?(script|url)$/.test(source)) return null;
        const [path] = source.split("?");
        const found = await this.resolve(path, importer, { skipSelf: true });
        return found && `\0single:${WORKER.test(source) ? "worker" : "file"}:${found.id.split("?")[0]}`;
      },
    },
    load: {
      order: "pre",
      async handler(id) {
        const [, is, file] = /^\0single:(worker|file):(.+)$/.exec(id) ?? [];
        if (!file) return null;
        const name = `${is}/${basename(file).replace(/\.ts$/, ".js")}`;
        if (!inside.has(name))
          inside.set(
            name,
            is === "file"
              ? readFileSync(file)
              : await bundle(file, root, true, [packing(), declarationFiles()]),
          );
        return `export default ${JSON.stringify(name)};`;
      },
    },
  };
}

/** Files of `public` that the page fetches. */
function shipped(folder = join(root, "public")) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) shipped(path);
    else if (/\.(md|json|csv)$|^jail\.html$/.test(entry.name))
      inside.set(relative(join(root, "public"), path).split(sep).join("/"), readFileSync(path));
  }
}

const outDir = join(tmpdir(), `tenure-single-${process.pid}`);
const made = await build({
  root,
  logLevel: "warn",
  plugins: [packing()],
  publicDir: false,
  build: {
    outDir,
    write: false,
    manifest: false,
    cssCodeSplit: false,
    assetsInlineLimit: (file) => /\.(woff2|svg)$/.test(file),
    rolldownOptions: { input: join(root, ".run/single/entry.ts"), output: { codeSplitting: false } },
  },
});
rmSync(outDir, { recursive: true, force: true });
const { output } = Array.isArray(made) ? made[0] : made;
const chunks = output.filter(({ type }) => type === "chunk");
const sheets = output.filter(({ fileName }) => fileName.endsWith(".css"));
// A library names its wasm beside itself; ours is asked for by an address that is packed. The reference of the library
// is a page of the site and no part of the program.
const others = output.filter(
  (one) => !chunks.includes(one) && !sheets.includes(one) && !/\.wasm$|^reference\.html$/.test(one.fileName),
);
if (chunks.length !== 1) fail(`single: ${chunks.length} scripts where one was to be made.`);
if (others.length > 0) fail(`single: left outside: ${others.map(({ fileName }) => fileName).join(", ")}.`);
shipped();

/** Text of a script within a page: nothing in it may look like the end of it. */
const within = (code) => code.replace(/<(?=\/script|script|!--)/gi, "\\x3c");
const script = within(chunks[0].code);
const style = sheets.map(({ source }) => String(source)).join("\n");
const far = [...style.matchAll(/url\((?!["']?(data:|#))[^)]{0,80}/g)];
if (far.length > 0) fail(`single: the style still names ${far[0][0]}.`);
const hash = createHash("sha256").update(script).digest("base64");
const policy = `default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; worker-src blob:; frame-src 'none'; connect-src blob:; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; object-src 'none'`;

const packed = [...inside].map(([name, content]) => {
  const type = TYPES[name.split(".").at(-1)] ?? "application/octet-stream";
  const data = deflateRawSync(content, { level: 9 }).toString("base64");
  return `<script type="text/plain" data-inside="${name}" data-type="${type}">${data}</script>`;
});
const page = `<!doctype html>
<html lang="en">
<head>
<meta data-head="first" charset="utf-8">
<script data-head="first">
${readFileSync(join(import.meta.dirname, "single/head.js"), "utf8")}</script>
<meta data-head="first" http-equiv="Content-Security-Policy" content="${policy}">
<!--notebook-->
<meta data-head="rest" name="referrer" content="no-referrer">
<meta data-head="rest" http-equiv="x-dns-prefetch-control" content="off">
<meta data-head="rest" name="viewport" content="width=device-width, initial-scale=1">
<meta data-head="rest" name="color-scheme" content="light dark">
<title>Tenure</title>
<style data-head="rest">${style}</style>
<script data-head="rest" type="module">${script}</script>
</head>
<body>
<p data-waiting>Tenure …</p>
<noscript>Tenure runs wholly in this browser and needs JavaScript for that.</noscript>
${packed.join("\n")}
</body>
</html>
`;
writeFileSync(out, page);
const kilo = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
process.stdout.write(
  `tenure: ${out}, ${kilo(Buffer.byteLength(page))}, ${inside.size} files inside, script ${kilo(script.length)}\n`,
);
