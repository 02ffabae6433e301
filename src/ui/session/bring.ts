import { bringKinds, type Group } from "../../kinds/coming";
import type { Desk } from "../desk.svelte";

/** Kinds a notebook of prose and SQL does without, and their words. */
export async function bring({ reader }: Desk, groups: ReadonlySet<Group>): Promise<void> {
  if (groups.size > 0) await Promise.all([bringKinds(groups), reader.everyWord()]);
}
