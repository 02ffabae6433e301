import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bgNbd, gammaGamma } from "../../src/models/index";
import type { Histories, SavedFit } from "../../src/models/index";
import { cdnowHistories } from "./cdnow";

const cdnow = process.env["TENURE_DATA"];

/**
 * The library as a stranger gets it: built, packed, installed from the tarball alone in an empty folder without a network,
 * and run by plain Node.
 */
const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tenure-pack-"));
const shop = join(folder, "shop");
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** A shop of 3,000 customers from a seed, in plain JavaScript that both sides run. */
const MAKE = `
export function makeShop() {
  let state = 12345;
  const u = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 4294967296;
  const gamma = (k) => { // sum of exponentials: whole shapes are enough here
    let sum = 0;
    for (let i = 0; i < k; i++) sum -= Math.log(u());
    return sum;
  };
  const x = [], tx = [], T = [], spend = [];
  for (let i = 0; i < 3000; i++) {
    const rate = gamma(1) / 6, a = gamma(1), leave = a / (a + gamma(3));
    const length = 27 + Math.floor(u() * 12 * 7) / 7;
    let t = 0, n = 0, last = 0;
    for (;;) {
      t += -Math.log(u()) / rate;
      if (t > length) break;
      n++;
      last = Math.max(1 / 7, Math.round(t * 7) / 7);
      if (u() < leave) break;
    }
    const nu = gamma(4) / 16;
    x.push(n); tx.push(Math.min(last, length)); T.push(length);
    spend.push(n ? gamma(6 * n) / nu / n : 0);
  }
  return { x: Float64Array.from(x), tx: Float64Array.from(tx), T: Float64Array.from(T), spend: Float64Array.from(spend) };
}`;

const STRANGER = `
import { makeShop } from "./make.mjs";
import { bgNbd, clv, discountedLifetime, fitSbg, gammaGamma, guptaLehmann, ModelRefused, tallyCohorts } from "tenure/models";
const data = makeShop();
const fit = bgNbd.fit({ unit: "week", ...data });
const spend = gammaGamma.fit({ x: data.x, spend: data.spend });
const worth = clv({ transactions: fit, spend, who: data, annualRate: 0.1, horizon: { years: 1 }, margin: 0.3, seed: 1, draws: 50 });
const sbg = fitSbg(tallyCohorts([[1000, 869, 743, 653, 593, 551, 517, 491]]).value).value;
let refused = false;
try {
  const few = { x: Float64Array.of(0, 0), tx: Float64Array.of(0, 0), T: Float64Array.of(3, 3) };
  bgNbd.fit({ unit: "week", ...few }).expectedTransactions(1);
} catch (error) { refused = error instanceof ModelRefused; }
console.log(JSON.stringify({
  fit, spend, sbg, refused, total: worth.total,
  multiple: guptaLehmann({ margin: 1, retention: 0.8, rate: 0.1, horizon: "infinite", first: "afterOnePeriod", cash: "end" }).value,
  lifetime: discountedLifetime({ of: { model: "sbg", params: sbg.params }, rate: 0.1, renewals: null, next: "due", firstPayment: "counted", horizon: "infinite" }).value,
}));
`;

const CDNOW = `
import { readFileSync } from "node:fs";
import { bgNbd, gammaGamma, paretoNbd } from "tenure/models";
const read = JSON.parse(readFileSync("cdnow.json", "utf8"));
const column = (name) => Float64Array.from(read[name]);
const data = { unit: "week", x: column("x"), tx: column("tx"), T: column("T") };
console.log(JSON.stringify({
  bg: bgNbd.fit(data),
  pareto: paretoNbd.fit(data),
  money: gammaGamma.fit({ x: data.x, spend: column("spend") }),
}));
`;

const TYPED = `
import { bgNbd, guptaLehmann, type Outcome, type TransactionFit } from "tenure/models";
const fit: TransactionFit = bgNbd.load({} as never);
const alive: Float64Array = fit.probabilityAlive({ x: new Float64Array(), tx: new Float64Array(), T: new Float64Array() });
const answer: Outcome<number> = guptaLehmann({ margin: 1, retention: 0.8, rate: 0.1, horizon: "infinite", first: "now", cash: "end" });
export const shown: string = answer.ok ? String(answer.value + alive.length) : answer.code;
// @ts-expect-error a timing is never implied
guptaLehmann({ margin: 1, retention: 0.8, rate: 0.1, horizon: "infinite" });
`;

interface Printed {
  readonly fit: SavedFit;
  readonly spend: SavedFit;
  readonly sbg: { readonly params: { readonly alpha: number }; readonly status: string };
  readonly refused: boolean;
  readonly total: { readonly value: number; readonly low: number; readonly high: number };
  readonly multiple: number;
  readonly lifetime: number;
}

describe("the package", () => {
  beforeAll(() => {
    run(process.execPath, [join(root, ".run/build-lib.mjs"), join(folder, "lib")], root);
    run("npm", ["pack", join(folder, "lib"), "--pack-destination", folder, "--loglevel", "error"], folder);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
    run(process.execPath, ["-e", `fs.mkdirSync(${JSON.stringify(shop)})`], folder);
    writeFileSync(join(shop, "package.json"), '{"private":true,"type":"module"}');
    run(
      "npm",
      ["install", "--offline", "--no-audit", "--no-fund", "--loglevel", "error", join("..", tarball)],
      shop,
    );
  }, 400_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("brings nothing else and imports nothing", () => {
    expect(readdirSync(join(shop, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "tenure",
    ]);
    const code = readFileSync(join(shop, "node_modules/tenure/models.js"), "utf8");
    expect(code).not.toMatch(/^\s*import\b/m);
    expect(code).not.toMatch(/\b(?:document|window)\s*\./);
  });

  test("fits under plain Node what the sources fit here, to the last bit", async () => {
    writeFileSync(join(shop, "make.mjs"), MAKE);
    writeFileSync(join(shop, "stranger.mjs"), STRANGER);
    const printed = JSON.parse(run(process.execPath, ["stranger.mjs"], shop)) as Printed;
    const made = (await import(/* @vite-ignore */ pathToFileURL(join(shop, "make.mjs")).href)) as {
      makeShop: () => Histories & { readonly spend: Float64Array };
    };
    const data = made.makeShop();
    const fit = bgNbd.fit({ ...data, unit: "week" });
    const spend = gammaGamma.fit({ x: data.x, spend: data.spend });
    expect(printed.fit).toEqual(JSON.parse(JSON.stringify(fit)));
    expect(printed.spend).toEqual(JSON.parse(JSON.stringify(spend)));
    expect(printed.fit.status).toBe("verified");
    // The truth: r = 1, α = 6, a = 1, b = 3; p = 6, q = 4, γ = 16.
    for (const [name, truth] of Object.entries({ r: 1, alpha: 6, a: 1, b: 3 })) {
      expect(Math.abs(Math.log(printed.fit.params[name]! / truth))).toBeLessThan(0.5);
    }
    expect(Math.abs(Math.log(printed.spend.params["q"]! / 4))).toBeLessThan(0.5);
    expect(printed.total.low < printed.total.value && printed.total.value < printed.total.high).toBe(true);
    expect(printed.sbg).toMatchObject({ status: "verified" });
    expect(printed.sbg.params.alpha).toBeCloseTo(0.668, 3);
    expect(printed.lifetime).toBeCloseTo(5.9226, 2);
    expect(printed.multiple).toBeCloseTo(8 / 3, 12);
    expect(printed.refused).toBe(true);
  }, 120_000);

  test.skipIf(!cdnow)(
    "fits CDNOW under plain Node to the published numbers (needs TENURE_DATA)",
    () => {
      const { x, tx, T, spend } = cdnowHistories(cdnow!);
      const columns = { x: [...x], tx: [...tx], T: [...T], spend: [...spend] };
      writeFileSync(join(shop, "cdnow.json"), JSON.stringify(columns));
      writeFileSync(join(shop, "cdnow.mjs"), CDNOW);
      const fits = JSON.parse(run(process.execPath, ["cdnow.mjs"], shop)) as Record<string, SavedFit>;
      const published = {
        bg: [-9582.429, { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }],
        pareto: [-9594.976, { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }],
        money: [-4055.9177, { p: 6.25, q: 3.74, gamma: 15.44 }],
      } as const;
      for (const [name, [logLikelihood, params]] of Object.entries(published)) {
        const fit = fits[name]!;
        expect(fit.status, name).toBe("verified");
        expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-3);
        for (const [param, value] of Object.entries(params))
          expect(Math.abs(fit.params[param]! - value), param).toBeLessThan(5e-3);
      }
    },
    120_000,
  );

  test("its declarations serve a stranger's compiler with Node's own resolution", () => {
    writeFileSync(join(shop, "typed.mts"), TYPED);
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--skipDefaultLibCheck",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom",
    ];
    expect(run(process.execPath, [tsc, "typed.mts", "--ignoreConfig", ...options], shop)).toBe("");
  }, 120_000);
});
