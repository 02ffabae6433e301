import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as byFamily from "./answers/index";
import type { Answers, Entry, Fixtures, Json } from "./registry";

/** The file of published and recomputed numbers, and our answers to it. */
export const file = JSON.parse(readFileSync(join(import.meta.dirname, "numbers.json"), "utf8")) as {
  readonly count: number;
  readonly fixtures: Fixtures;
  readonly entries: readonly Entry[];
};

export const families: readonly Answers[] = Object.values(byFamily);
export const answers: Answers = Object.assign({}, ...families) as Answers;

const folder = process.env["TENURE_DATA"];

export interface Found {
  readonly ours: () => Json;
  /** Needs real files. */
  readonly data: boolean;
  /** … which are not there. */
  readonly missing: boolean;
}

export function answerTo(entry: Entry): Found | null {
  const given = answers[entry.id];
  if (!given) return null;
  const { answer, data } = typeof given === "function" ? { answer: given, data: false } : given;
  return {
    ours: () => answer(entry, { fixtures: file.fixtures, data: folder ?? "" }),
    data,
    missing: data && !(folder && existsSync(folder)),
  };
}
