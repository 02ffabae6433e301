import type { ModelId } from "../types";
import { insist } from "../fit/shape";

/** What the reader can say of the business; the first question decides. */
export interface Setting {
  /** Do you see a customer leave (a cancelled contract, a lapsed renewal)? */
  readonly leavingSeen: boolean;
  /** Can a purchase (or renewal) happen at any time, or only on set occasions? */
  readonly occasions: "any time" | "set times";
  /** Contractual only: is the history of individual cohorts or customers known, or just one retention rate? */
  readonly history?: "cohorts" | "rate only";
  /** Non-contractual only: do purchases come at regular intervals? */
  readonly regular?: boolean;
}

export interface Advice {
  readonly family: "contractual" | "non-contractual";
  /** Models to fit, the first one recommended, in words of the library. */
  readonly models: readonly (ModelId | "gupta-lehmann" | "geometric" | "sbg" | "bdw" | "kaplan-meier")[];
  /** Why, as codes for the catalogue. */
  readonly reasons: readonly string[];
}

const OCCASIONS = ["any time", "set times"] as const;
const HISTORIES = ["cohorts", "rate only"] as const;

/**
 * Picks the family by the question "do you see a customer leave?" (Schmittlein, Morrison & Colombo 1987; the 2 × 2 of
 * Fader & Hardie 2009, J. Interactive Marketing 23(1)). A contract's model on shop customers invents departures; a
 * shop's model on contracts ignores known ones.
 */
export function chooseFamily(setting: Setting): Advice {
  insist(setting, { leavingSeen: "flag", occasions: OCCASIONS, "history?": HISTORIES, "regular?": "flag" });
  const { leavingSeen, occasions, history = "cohorts", regular = false } = setting;
  if (!leavingSeen) {
    if (occasions === "set times") {
      return { family: "non-contractual", models: ["bg-bb"], reasons: ["guide.hidden", "guide.occasions"] };
    }
    return regular
      ? {
          family: "non-contractual",
          models: ["mbg-cnbd-k", "bg-cnbd-k", "bg-nbd"],
          reasons: ["guide.hidden", "guide.regular"],
        }
      : {
          family: "non-contractual",
          models: ["bg-nbd", "pareto-nbd", "mbg-nbd"],
          reasons: ["guide.hidden", "guide.anytime"],
        };
  }
  if (history === "rate only") {
    return { family: "contractual", models: ["gupta-lehmann"], reasons: ["guide.seen", "guide.rate"] };
  }
  return occasions === "set times"
    ? {
        family: "contractual",
        models: ["sbg", "bdw", "geometric"],
        reasons: ["guide.seen", "guide.renewals"],
      }
    : {
        family: "contractual",
        models: ["kaplan-meier", "sbg"],
        reasons: ["guide.seen", "guide.continuous"],
      };
}
