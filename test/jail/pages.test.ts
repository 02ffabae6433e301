import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const shipped = (name: string) =>
  readFileSync(join(resolve(import.meta.dirname, "../../public"), name), "utf8");
const policyOf = (page: string) => /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1];

test("the sandbox has one policy, with a network and without", () => {
  expect(policyOf(shipped("jail.html"))).toContain("connect-src 'none'");
  expect(policyOf(shipped("keeper.html"))).toBe(policyOf(shipped("jail.html")));
});

test("without a network the frame that is made has no origin", () => {
  expect(shipped("keeper.html")).toContain('frame.setAttribute("sandbox", "allow-scripts");');
});
