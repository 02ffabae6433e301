import { TenureError, type Problem } from "../../terms/error";
import type { Failure, Program } from "../../terms/jail";

/** Stands in stack traces for the program, whatever the browser calls code without a file. */
const FILE = "tenure-cell.js";
const FRAME = new RegExp(`${FILE.replaceAll(".", "\\.")}:(\\d+):(\\d+)`);

/** The language puts two lines above a function's body; one is ours. */
const ABOVE = 3;

type Make = (...values: unknown[]) => Promise<unknown>;

/**
 * Runs a program with these names; strict, as modules are. They stand outside of its own scope, so that it may declare
 * the same ones.
 */
export async function run(
  { code, expression }: Program,
  names: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const [open, close] = expression ? ["(", ")"] : ["{", "}"];
  const body = `"use strict"; return (async () => ${open}\n${code}\n${close})();\n//# sourceURL=${FILE}`;
  // The one purpose of this worker is to run what a cell says, where it can reach nobody.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = Function(...Object.keys(names), body) as Make;
  return make(...Object.values(names));
}

/** Whatever was thrown, with the place in the program where it came from. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) {
    return { name: "", message: text(thrown), stack: "", at: null, problem: null };
  }
  const stack = typeof thrown.stack === "string" ? thrown.stack : "";
  const [, line, column] = FRAME.exec(stack) ?? [];
  const problem: Problem | null = thrown instanceof TenureError ? thrown.toJSON() : null;
  return {
    name: thrown.name,
    message: thrown.message,
    stack: lines(stack),
    at: line === undefined ? null : { line: Number(line) - ABOVE, column: Number(column) },
    problem,
  };
}

/** The frames of the program itself, counted as its writer counts. */
function lines(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => FRAME.test(line))
    .map((line) => {
      const [, at = "0", column = "0"] = FRAME.exec(line) ?? [];
      const name = /^\s*at (?:async )?([\w$.]+) \(/.exec(line)?.[1] ?? /^([\w$.]+)@/.exec(line)?.[1];
      return `${name && name !== "eval" ? `${name}, ` : ""}${Number(at) - ABOVE}:${column}`;
    })
    .slice(0, 12)
    .join("\n");
}

function text(thrown: unknown): string {
  try {
    return typeof thrown === "object" && thrown !== null ? JSON.stringify(thrown) : String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}
