/**
 * A worker's requests stand in its own timeline, not in the page's. Every worker we boot therefore reports what it
 * asked for, and what the policy refused it, on a channel that only this page and its workers know by name.
 */
const KEY = "tenureRelay";

type Global = typeof globalThis & { [KEY]?: string };

/** The channel's name: made once by the page, handed down from worker to worker. */
export function relayName(): string {
  const scope = globalThis as Global;
  return (scope[KEY] ??= `tenure:${crypto.randomUUID()}`);
}

/** Plain script for the head of a worker; needs no module and survives a browser that lacks a part of it. */
export function relay(): string {
  const name = JSON.stringify(relayName());
  return `{
  globalThis.${KEY} = ${name};
  const channel = new BroadcastChannel(${name});
  const say = (entries) => { if (entries.length) channel.postMessage(entries); };
  try {
    new PerformanceObserver((list) => say(list.getEntries().map((entry) => ({
      name: entry.name, startTime: entry.startTime + performance.timeOrigin, initiatorType: entry.initiatorType,
      transferSize: entry.transferSize, responseStatus: entry.responseStatus,
    })))).observe({ type: "resource", buffered: true });
  } catch {}
  addEventListener("securitypolicyviolation", (event) => say([{
    name: event.blockedURI, startTime: Date.now(), refused: event.effectiveDirective,
  }]));
  addEventListener("unhandledrejection", (event) => setTimeout(() => { throw event.reason; }));
}`;
}
