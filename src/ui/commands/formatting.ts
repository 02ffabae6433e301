import { languageOf } from "../editor/language";
import type { OnCells } from "./command";

/** Lays the chosen cells out afresh, each as a step of its own. What cannot be read stays as it is. */
export async function format({ session, hub, keys }: OnCells): Promise<void> {
  const { formatted } = await import("../editor/format");
  const typing = hub.mode === "edit";
  let changed = 0;
  for (const key of keys) {
    const cell = session.notebook.view.cells.find((one) => one.key === key);
    if (!cell) continue;
    const text = await formatted(languageOf(cell.kind), cell.body);
    // Somebody may have typed on meanwhile: what they see is not what was laid out.
    const now = session.notebook.view.cells.find((one) => one.key === key);
    if (text === null || text === cell.body || now?.body !== cell.body) continue;
    session.layOut(now, text, typing);
    changed += 1;
  }
  if (changed > 0) hub.say("said.formatted", { n: changed });
  else hub.say("said.notFormatted");
}
