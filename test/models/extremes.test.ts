import { describe, expect, test } from "vitest";
import * as lib from "../../src/models/index";
import type { Outcome } from "../../src/models/index";
import type { Call } from "./extremes/call";
import { contractualCalls } from "./extremes/contractual";
import { formulaCalls } from "./extremes/formula";
import { managerialCalls } from "./extremes/managerial";
import { plainCalls } from "./extremes/plain";
import { TenureError } from "../../src/terms/error";

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
/** What somebody who does not read the types may hand over. */
const STRANGE = {
  undefined,
  null: null,
  true: true,
  word: "abc",
  "empty text": "",
  three: 3,
  "big three": 3n,
  "empty list": [],
  "list of nothing": [null],
  "empty record": {},
  function: () => 3,
  map: new Map(),
  "as long as two": { length: 2 },
};
const CODES = [
  "WRONG_KIND",
  "NOT_FINITE",
  "OUT_OF_RANGE",
  "DIVERGES",
  "NO_DATA",
  "NOT_IDENTIFIED",
  "NO_CONVERGENCE",
  "NEVER",
];

type Path = readonly (string | number)[];

/** Every part of a call: the arguments themselves, lists, records, words and numbers. */
function partsIn(value: unknown, path: Path = []): Path[] {
  const deeper =
    typeof value === "object" && value !== null && !(value instanceof Map)
      ? Object.entries(value).flatMap(([key, part]) => partsIn(part, [...path, key]))
      : [];
  return path.length ? [path, ...deeper] : deeper;
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);

const partAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);

/** What is wrong with how a call that holds something of another kind was answered, or null. */
function misled({ args, run }: Call, path: Path, to: unknown): string | null {
  const was = partAt(args, path);
  try {
    const answer = run(...(bent(args, path, to) as never[]));
    if (!answer.ok) return complaint(answer);
    // Left out, or of the same kind after all; a number of periods stands where "infinite" does.
    if (to === undefined || to === null || kindOf(to) === kindOf(was)) return null;
    return was === "infinite" && typeof to === "number" ? null : "was taken";
  } catch (error) {
    if (error instanceof TenureError && error.params.param !== "") return null;
    return `a throw: ${String(error)}`;
  }
}

function numbersIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "number") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, [...path, key]));
}

function bent(value: unknown, path: Path, to: unknown): unknown {
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

describe("what is of another kind is refused by a code that names it", () => {
  for (const one of [...formulaCalls, ...contractualCalls, ...managerialCalls, ...plainCalls])
    test(one.name, () => {
      expect(one.run(...(one.args as never[]))).toMatchObject({ ok: true });
      const wrong = partsIn(one.args).flatMap((path) =>
        Object.entries(STRANGE).flatMap(([name, to]) => {
          const found = misled(one, path, to);
          return found ? [`${path.join(".")} = ${name}: ${found}`] : [];
        }),
      );
      expect(wrong).toEqual([]);
    });
});

test("no public formula is left out", () => {
  const called = new Set(
    [...formulaCalls, ...contractualCalls, ...managerialCalls, ...plainCalls].map(
      ({ name }) => name.split(" ")[0],
    ),
  );
  // Fitted models have their own suite; these answer plain values or are tested through what calls them.
  const elsewhere = [
    "bgNbdHeterogeneity",
    "clv",
    "discountPerUnit",
    "inUnit",
    "tallyCohorts",
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
    "fisherTail",
    "drawFrom",
    "ModelRefused",
  ];
  const functions = Object.entries(lib)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name);
  expect(functions.filter((name) => !called.has(name) && !elsewhere.includes(name))).toEqual([]);
});
