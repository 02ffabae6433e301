/** Names of the language itself; a free name of a program that is none of these is another cell. */
export const LANGUAGE = new Set(
  (
    "undefined NaN Infinity globalThis arguments eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent " +
    "encodeURI encodeURIComponent escape unescape Object Function Array Number Boolean String Symbol BigInt Date Promise " +
    "RegExp JSON Math Intl Temporal Reflect Proxy Iterator Map Set WeakMap WeakSet WeakRef FinalizationRegistry Error " +
    "AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError ArrayBuffer DataView " +
    "Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array " +
    "BigUint64Array Float16Array Float32Array Float64Array DisposableStack AsyncDisposableStack"
  ).split(" "),
);

/** What a browser's worker adds that reaches nobody: kept. */
export const HARMLESS = new Set(
  (
    "console structuredClone queueMicrotask setTimeout clearTimeout setInterval clearInterval TextEncoder TextDecoder " +
    "URL URLSearchParams AbortController AbortSignal DOMException atob btoa crypto performance"
  ).split(" "),
);

/** What the jail gives. */
export const OURS = ["clv", "Plot", "html", "percent", "money", "number", "date"] as const;

/** Names a program may look for in vain: what reaches out, keeps, or draws. */
export const POWERS = new Set(
  (
    "fetch XMLHttpRequest WebSocket WebSocketStream WebTransport EventSource RTCPeerConnection importScripts Worker " +
    "SharedWorker BroadcastChannel MessageChannel postMessage indexedDB caches localStorage sessionStorage navigator " +
    "location document window self top parent origin close addEventListener require module exports process WebAssembly " +
    "SharedArrayBuffer Notification alert prompt confirm d3 Inputs FileAttachment viewof mutable"
  ).split(" "),
);
