import { join } from "node:path";
import { ensureInstalled, fail, root, run, runQuietly } from "./install.mjs";

ensureInstalled();
if (run("npx", ["vite", "build", "--logLevel", "warn"]) !== 0)
  fail("the build failed; the lines above say why.");

const { serve } = await import("./serve.mjs");
const wanted = Number(process.env.PORT ?? 4173);
// A taken port is no reason to stop: the next free one does as well.
const open = async (port) => {
  try {
    return await serve({ root: join(root, "dist"), base: "/", port });
  } catch (error) {
    if (error.code !== "EADDRINUSE" || port >= wanted + 20) throw error;
    return open(port + 1);
  }
};
const server = await open(wanted);
process.stdout.write(`Tenure is served at ${server.url}\nStop with Ctrl+C.\n`);
// The page is of use before the program as one file has been made beside it.
const { code, said } = await runQuietly("node", [".run/single.mjs"]);
process.stdout.write(code === 0 ? "Tenure as one file is made too: tenure.html\n" : said);
