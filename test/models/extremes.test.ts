import { describe, expect, test } from "vitest";
import * as lib from "../../src/models/index";
import type { Outcome } from "../../src/models/index";
import type { Call } from "./extremes/call";
import { contractualCalls } from "./extremes/contractual";
import { formulaCalls } from "./extremes/formula";
import { managerialCalls } from "./extremes/managerial";

/**
 * Every number of a well-posed call is bent to what no one means but someone types: the answer is a finite value or a
 * coded refusal, at once, and never a throw, NaN or Infinity.
 */
const EXTREME = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  1e-12,
  1 - 1e-12,
  1 + 1e-12,
  5e-324,
  1e-300,
  -1e-300,
  1e6,
  1e15,
  2 ** 53,
  1e100,
  1e300,
  Number.MAX_VALUE,
  -1e6,
  -1e300,
  3.7,
  100,
  NaN,
  Infinity,
  -Infinity,
];
const CODES = [
  "NOT_FINITE",
  "OUT_OF_RANGE",
  "DIVERGES",
  "NO_DATA",
  "NOT_IDENTIFIED",
  "NO_CONVERGENCE",
  "NEVER",
];

type Path = readonly (string | number)[];

function numbersIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "number") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, [...path, key]));
}

function bent(value: unknown, path: Path, to: number): unknown {
  if (path.length === 0) return to;
  const [key, ...rest] = path as [string, ...string[]];
  if (Array.isArray(value))
    return (value as readonly unknown[]).map((part, i) => (String(i) === key ? bent(part, rest, to) : part));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: bent(record[key], rest, to) };
}

function unsound(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (ArrayBuffer.isView(value)) return (value as Float64Array).some((x) => !Number.isFinite(x));
  return typeof value === "object" && value !== null && Object.values(value).some(unsound);
}

/** What is wrong with an answer, or null. */
function complaint(answer: Outcome<unknown>): string | null {
  if (answer.ok) {
    if (unsound(answer.value)) return "a value that is not finite";
    return unsound(answer.diagnostics) ? "a diagnostic that is not finite" : null;
  }
  if (!CODES.includes(answer.code)) return `the code ${answer.code}`;
  if (answer.param === "") return "no parameter";
  return answer.limit === null || !Number.isNaN(answer.limit) ? null : "a limit that is NaN";
}

function tried(run: Call["run"], args: readonly unknown[]): string | null {
  // One that never comes back runs into the limit of the test.
  try {
    return complaint(run(...(args as never[])));
  } catch (error) {
    return `a throw: ${String(error)}`;
  }
}

for (const [family, calls] of Object.entries({ formulaCalls, contractualCalls, managerialCalls })) {
  describe(family.replace("Calls", ""), () => {
    for (const { name, args, run } of calls) {
      test(name, () => {
        expect(run(...(args as never[]))).toMatchObject({ ok: true });
        const wrong = numbersIn(args).flatMap((path) =>
          EXTREME.flatMap((to) => {
            const found = tried(run, bent(args, path, to) as readonly unknown[]);
            return found ? [`${path.join(".")} = ${to}: ${found}`] : [];
          }),
        );
        expect(wrong).toEqual([]);
      });
    }
  });
}

test("no public formula is left out", () => {
  const called = new Set(
    [...formulaCalls, ...contractualCalls, ...managerialCalls].map(({ name }) => name.split(" ")[0]),
  );
  // Fitted models have their own suite; these answer plain values or are tested through what calls them.
  const elsewhere = [
    "bgNbdHeterogeneity",
    "clv",
    "discountPerUnit",
    "inUnit",
    "tallyCohorts",
    "geometricLogLikelihood",
    "sbgLikelihood",
    "bdwLikelihood",
    "bdwLnSurvival",
    "lnSurvival",
    "atRisk",
    "survivalAt",
    "truncatedValue",
    "chooseFamily",
    "chooseSpend",
    "spendDrift",
    "backtest",
    "compare",
    "compareOrders",
    "explain",
    "predictOrders",
    "totalValue",
    "valuation",
    "parameterIntervals",
    "profileInterval",
    "bootstrap",
    "nextBasketModel",
    "tenureProfit",
    "recencyChain",
    "respond",
    "marginalResponse",
    "substochastic",
    "stochastic",
    "tornado",
    "monteCarlo",
    "rankScores",
    "associationRules",
    "similarItems",
    "recommendItems",
    "fisherTail",
    "falseDiscovery",
    "checkDistribution",
    "drawFrom",
    "ModelRefused",
  ];
  const functions = Object.entries(lib)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name);
  expect(functions.filter((name) => !called.has(name) && !elsewhere.includes(name))).toEqual([]);
});
