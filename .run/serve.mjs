import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".gz": "application/gzip",
  ".parquet": "application/vnd.apache.parquet",
};

/** The file an address means, or null when it is outside of the folder or not there. */
async function find(root, base, address) {
  let path;
  try {
    path = decodeURIComponent(new URL(address, "http://localhost").pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(base) || path.includes("\0")) return null;
  const file = resolve(root, "." + sep + path.slice(base.length));
  if (file !== root && !file.startsWith(root + sep)) return null;
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return { file, size: found.size };
  const index = join(file, "index.html");
  const page = found?.isDirectory() ? await stat(index).catch(() => null) : null;
  return page?.isFile() ? { file: index, size: page.size } : null;
}

/**
 * Serves a folder of files, read only, on this machine alone.
 *
 * @param {{root: string, base?: string, port?: number}} options `base` is the path under which the folder appears
 *   (`/` or `/sub/path/`); port 0 takes a free one.
 * @returns {Promise<{url: string, close(): Promise<void>, requests: {method: string, url: string, body: number, status: number}[]}>}
 *   `requests` grows with every request: `url` as asked, `body` in bytes.
 */
export async function serve({ root, base = "/", port = 0 }) {
  const folder = resolve(root);
  const prefix = base.endsWith("/") ? base : base + "/";
  const requests = [];
  const server = createServer((request, response) => {
    const line = { method: request.method ?? "", url: request.url ?? "", body: 0, status: 0 };
    requests.push(line);
    request.on("data", (chunk) => (line.body += chunk.length));
    const answer = (status, headers = {}) => {
      line.status = status;
      response.writeHead(status, { "cache-control": "no-cache", ...headers });
    };
    if (line.method !== "GET" && line.method !== "HEAD") {
      answer(405, { allow: "GET, HEAD" });
      response.end();
      return;
    }
    find(folder, prefix, line.url).then(
      (found) => {
        if (!found) {
          answer(404, { "content-type": "text/plain; charset=utf-8" });
          response.end("not found\n");
          return;
        }
        const type = TYPES[extname(found.file)] ?? "application/octet-stream";
        answer(200, { "content-type": type, "content-length": found.size });
        if (line.method === "HEAD") response.end();
        else
          createReadStream(found.file)
            .on("error", () => response.destroy())
            .pipe(response);
      },
      () => response.destroy(),
    );
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const address = server.address();
  return {
    url: `http://localhost:${address.port}${prefix}`,
    requests,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
