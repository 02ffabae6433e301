import type { Attack, Ears } from "../attack";

/** What a link to the site may ask it to open. */
const opens = (name: string, way: string, address: (ears: Ears) => string): Attack => ({
  name,
  door: "address",
  way,
  without: ["page policy", "own notebooks"],
  plant: (ears) => ({ address: address(ears) }),
});

const host = (http: string) => http.replace(/^http:/, "");

export default [
  opens("open-foreign", "fetch", ({ http }) => `${http}/x.md`),
  opens("open-no-scheme", "fetch", ({ http }) => `${host(http)}/x.md`),
  opens("open-backslashes", "fetch", ({ http }) => `${host(http).replaceAll("/", "\\")}\\x.md`),
  opens("open-tab", "fetch", ({ http }) => `ht\ttp:${host(http)}/x.md`),
  opens("open-leading-space", "fetch", ({ http }) => ` ${host(http)}/x.md`),
  opens("open-leading-break", "fetch", ({ http }) => `\n/\t${host(http).slice(1)}/x.md`),
  opens(
    "open-own-query",
    "same origin, with a query",
    ({ own }) => `notebooks/en/worth.md?${own.split("?")[1]!}`,
  ),
  opens("open-own-folder", "same origin, with a query", ({ own }) => `../../other.md?${own.split("?")[1]!}`),
  opens("open-encoded-folder", "another folder", () => "notebooks/..%2f..%2f..%2fopen-encoded-folder.md"),
  opens("open-encoded-dots", "another folder", () => "notebooks/%2e%2e%5c..%5copen-encoded-dots.md"),
] satisfies Attack[];
