import { readPreference, writePreference } from "../../storage/preferences";
import type { Choices } from "./keymap";

/** The reader's own keys, as this browser keeps them; what cannot be read is none. */
export function readChoices(): Choices {
  try {
    const kept: unknown = JSON.parse(readPreference("keys") ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).flatMap(([id, keys]) =>
        Array.isArray(keys) ? [[id, keys.filter((key): key is string => typeof key === "string")]] : [],
      ),
    );
  } catch {
    return {};
  }
}

export function writeChoices(choices: Choices): void {
  writePreference("keys", Object.keys(choices).length === 0 ? null : JSON.stringify(choices));
}
