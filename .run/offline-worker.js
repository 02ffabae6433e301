/* The program without a network: keeps the files of one build, and answers for them alone. */
const VERSION = "__VERSION__";
/** Paths relative to this script; the page itself is "". */
const FILES = __FILES__;
const CACHE = `tenure-offline-${VERSION}`;
const home = new URL("./", self.location.href);
const known = new Set(FILES.map((path) => new URL(path, home).href));

/** A file whose name holds its own fingerprint is the same in every build. */
const lasting = (path) => /^assets\/.+-[\w-]{8}\.\w+$/.test(path);

async function keep() {
  const before = (await caches.keys()).filter((name) => name.startsWith("tenure-offline-") && name !== CACHE);
  const cache = await caches.open(CACHE);
  for (const path of FILES) {
    const address = new URL(path, home).href;
    let held;
    for (const name of lasting(path) ? before : []) held ??= await (await caches.open(name)).match(address);
    const response = held ?? (await fetch(address, { cache: "no-cache", credentials: "omit" }));
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    await cache.put(address, response);
  }
}

/** Which kept file an address means; null: none of ours, and none of our business. */
function meant(request) {
  // Who asks past what is kept wants to know whether the network is there.
  if (request.method !== "GET" || request.cache === "reload") return null;
  const address = new URL(request.url);
  address.hash = "";
  if (address.origin !== home.origin) return null;
  const page = address.pathname === home.pathname || address.pathname === `${home.pathname}index.html`;
  if (page && request.mode === "navigate") return home.href;
  return known.has(address.href) ? address.href : null;
}

self.addEventListener("install", (event) => event.waitUntil(keep()));

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("tenure-offline-") && name !== CACHE) await caches.delete(name);
    // The first of all may answer for the page that brought it.
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const address = meant(event.request);
  if (address === null) return;
  const answer = async () => {
    const held = await (await caches.open(CACHE)).match(address);
    return held ?? fetch(event.request);
  };
  event.respondWith(answer());
});

// A newer build waits until the reader says so: no page changes under anybody's hands.
self.addEventListener("message", (event) => {
  if (event.data === "take") void self.skipWaiting();
});
