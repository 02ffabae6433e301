import { ensureInstalled, run } from "./install.mjs";

ensureInstalled();
process.exit(run("npx", ["vite", ...process.argv.slice(2)]));
