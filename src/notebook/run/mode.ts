import type { Attributes } from "../kind";
import { frontWord, withFrontLine } from "../text/frontLine";

/** What the text says of when cells run: `run: on-demand` in its front matter, `run=on-demand` or `run=auto` at a cell. */
export type RunMode = "auto" | "on-demand";

const KEY = "run";

const modeOf = (word: unknown): RunMode | null => (word === "auto" || word === "on-demand" ? word : null);

/** Of the whole notebook; by itself where the text says nothing. */
export const runsByItself = (text: string): boolean => modeOf(frontWord(text, KEY)) !== "on-demand";

export const withRunMode = (text: string, auto: boolean): string =>
  withFrontLine(text, KEY, auto ? null : "on-demand");

/** Of one cell; null: as the notebook. */
export const cellMode = (attributes: Attributes): RunMode | null => modeOf(attributes[KEY]);

export function withCellMode(attributes: Attributes, mode: RunMode | null): Attributes {
  const rest = Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== KEY));
  return mode === null ? rest : { ...rest, [KEY]: mode };
}

/** Attributes that say what a cell is; when it runs is no part of that. */
export const ownAttributes = (attributes: Attributes): Attributes =>
  KEY in attributes ? withCellMode(attributes, null) : attributes;
