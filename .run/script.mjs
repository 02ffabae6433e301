import { basename, resolve } from "node:path";
import { build } from "vite";

const SUFFIX = "?script";
/** While developing the script has an address of its own: the first is that of the module that tells it. */
const SERVED = "?as-script";

/**
 * One entry and everything it imports as a single classic script: no import is left in it, and it exports nothing.
 * @param {string} entry
 * @param {string} root
 * @param {boolean} minify
 * @param {import("vite").PluginOption[]} [plugins]
 */
export async function bundle(entry, root, minify, plugins = []) {
  const output = await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins,
    build: {
      write: false,
      target: "es2023",
      minify,
      rolldownOptions: { input: entry, output: { format: "iife", codeSplitting: false } },
    },
  });
  const [result] = Array.isArray(output) ? output : [output];
  // A library may name a file beside it that nobody asks for; only code counts.
  const [chunk, ...others] = "output" in result ? result.output.filter(({ type }) => type === "chunk") : [];
  if (chunk === undefined || others.length > 0) throw new Error(`${entry} is not one script`);
  return chunk.code;
}

/**
 * `import address from "./x.ts?script"`: the address of that entry built as one classic script. Every worker is one:
 * the jail has no origin, so it can load neither modules nor chunks; and what a module worker of the page imports would
 * count as a worker from an address, of which the page's policy allows none.
 * @param {() => import("vite").PluginOption[]} [plugins]
 */
export function classicScripts(plugins = () => []) {
  const built = new Map();
  let root = "";
  let dev = false;
  return {
    name: "classic-scripts",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
      dev = config.command === "serve";
    },
    buildStart: () => built.clear(),
    resolveId(source, importer) {
      return source.endsWith(SUFFIX) && importer ? resolve(importer, "..", source) : null;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const entry = id.slice(0, -SUFFIX.length);
      // Relative to the page, as every address of ours is.
      if (dev) return `export default ${JSON.stringify(`.${entry.slice(root.length)}${SERVED}`)};`;
      if (!built.has(entry)) built.set(entry, bundle(entry, root, true, plugins()));
      const source = await built.get(entry);
      const name = basename(entry).replace(/\.ts$/, ".js");
      const file = this.emitFile({
        type: "asset",
        name,
        originalFileName: entry.slice(root.length + 1),
        source,
      });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? "/", "http://localhost").pathname;
        if (!request.url?.endsWith(SERVED)) {
          next();
          return;
        }
        bundle(resolve(root, `.${path}`), root, false, plugins()).then((code) => {
          response.setHeader("content-type", "text/javascript");
          response.end(code);
        }, next);
      });
    },
  };
}
