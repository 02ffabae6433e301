import type { Desk } from "../desk.svelte";
import type { Completions } from "../editor/complete";

/** The engine for lists of names; null while there is none, for a list of names is no reason to start one. */
export function askingOf(desk: Desk): Completions["asking"] {
  if (desk.engineState?.is !== "ready") return null;
  return { query: async (sql) => (await desk.engine()).page.query(sql) };
}
