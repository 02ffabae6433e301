import { bringKinds, comesWith, kinds } from "../../kinds/coming";
import type { CellView } from "../../notebook/view";
import {
  copyOf,
  duplicateAll,
  moveAll,
  pasteAfter,
  removeAll,
  turn,
  type Edited,
} from "../../notebook/structure/cells";
import { merge, split } from "../../notebook/structure/split";
import { newCell } from "../session/newCell";
import type { Session } from "../session/session.svelte";
import type { InNotebook, OnCells } from "./command";
import type { Hub } from "./hub.svelte";

const cellsOf = ({ session, keys }: OnCells): CellView[] =>
  session.view.cells.filter(({ key }) => keys.includes(key));

/** Goes to the cells an edit was about, and chooses them. */
async function settle(hub: Hub, session: Session, { at }: Pick<Edited, "at">): Promise<void> {
  const { cells } = session.notebook.view;
  const keys = at.flatMap((index) => cells[index]?.key ?? []);
  hub.mark(keys);
  await hub.focus(keys[0]);
}

export function copy(reach: OnCells): void {
  const cells = cellsOf(reach);
  reach.hub.clipboard = cells.map(copyOf);
  reach.hub.say("said.copied", { n: cells.length });
}

export async function remove({ session, hub, keys }: OnCells): Promise<void> {
  const { cells } = session.view;
  const last = cells.findIndex(({ key }) => key === keys.at(-1));
  const next = cells[last + 1] ?? cells.findLast(({ key }) => !keys.includes(key));
  session.notebook.edit((draft, all) => removeAll(draft, all, keys));
  hub.mark([]);
  hub.say("said.removed", { n: keys.length });
  // Texts that met may be one now, under the first one's key.
  const there = session.notebook.view.cells;
  await hub.focus(
    (there.find(({ key }) => key === next?.key) ?? there[Math.min(last, there.length - 1)])?.key,
  );
}

export async function paste(reach: InNotebook, above: boolean): Promise<void> {
  const { session, hub, keys } = reach;
  const { cells } = session.view;
  const first = cells.findIndex(({ key }) => key === keys[0]);
  const after = above ? (cells[first - 1]?.key ?? null) : (keys.at(-1) ?? cells.at(-1)?.key ?? null);
  const made = session.notebook.edit((draft, all) => pasteAfter(draft, all, after, hub.clipboard));
  await settle(hub, session, made);
}

export async function duplicate({ session, hub, keys }: OnCells): Promise<void> {
  await settle(
    hub,
    session,
    session.notebook.edit((draft, all) => duplicateAll(draft, all, keys)),
  );
}

export async function move({ session, hub, keys, cell }: OnCells, by: 1 | -1): Promise<void> {
  session.notebook.edit((draft, all) => moveAll(draft, all, keys, by));
  await hub.focus(cell.key);
}

export async function join({ session, hub, keys }: OnCells): Promise<void> {
  const [first] = cellsOf({ session, hub, keys } as OnCells);
  const label = { code: "history.merged", params: { name: first?.name ?? "", kind: first?.kind ?? "" } };
  const made = session.change(label, () => session.notebook.edit((draft, all) => merge(draft, all, keys)));
  await settle(hub, session, made);
  const named = session.notebook.view.cells.filter(({ problems }) =>
    problems.some(({ params }) => made.lost.some((id) => id === params["name"])),
  );
  hub.say("said.merged", {
    n: keys.length,
    lost: made.lost.length,
    names: [...made.lost],
    broken: named.length,
  });
}

/** Cuts the cell in two at the caret of its editor. */
export async function splitHere({ session, hub, cell }: OnCells): Promise<void> {
  const dom = document.activeElement?.closest(".cm-editor");
  const { EditorView } = await import("@codemirror/view");
  const editor = dom instanceof HTMLElement ? EditorView.findFromDOM(dom) : null;
  if (!editor) return;
  const offset = editor.state.selection.main.head;
  const text = editor.state.doc.toString();
  const label = { code: "history.split", params: { name: cell.name, kind: cell.kind } };
  const made = session.change(label, () => {
    session.notebook.setBody(cell.key, text);
    return session.notebook.edit((draft, all) => split(draft, all, cell.key, offset));
  });
  session.editing = null;
  await settle(hub, session, { at: made.at.slice(-1) });
  hub.say(made.at.length > 1 ? "said.split" : "said.notSplit", {});
}

/** A new cell above or below the chosen ones; `edit`: with the caret in it. */
export async function add(
  { session, hub, keys }: InNotebook,
  where: "above" | "below",
  kind = "sql",
  edit = false,
): Promise<void> {
  const { cells } = session.view;
  const first = cells.findIndex(({ key }) => key === keys[0]);
  const after =
    where === "above" ? (cells[first - 1]?.key ?? null) : (keys.at(-1) ?? cells.at(-1)?.key ?? null);
  await session.add(after, kind);
  hub.mark([]);
  if (edit) return;
  const key = session.selected;
  session.editing = null;
  await hub.focus(key ?? undefined);
}

/** Another kind in the same place. What nobody has touched becomes what a new cell of that kind begins with. */
export async function become({ session, hub, keys, desk }: OnCells, kind: string): Promise<void> {
  const group = comesWith(kind);
  if (group) await Promise.all([bringKinds([group]), desk.reader.everyWord()]);
  const words = desk.reader.speech.t("cell.newText");
  const index = session.view.cells.findIndex(({ key }) => key === keys[0]);
  const changes = cellsOf({ session, hub, keys } as OnCells).filter((cell) => cell.kind !== kind);
  session.change({}, () => {
    for (const cell of changes) {
      const { view } = session.notebook;
      const above = view.cells[view.cells.findIndex(({ key }) => key === cell.key) - 1]?.key ?? null;
      const rest = { ...view, cells: view.cells.filter(({ key }) => key !== cell.key) };
      const begun = newCell(rest, kind, above, words);
      const untouched = cell.body === newCell(rest, cell.kind, above, words).body;
      const id = cell.id ?? begun.id;
      const body = untouched || cell.body.trim() === "" ? begun.body : cell.body;
      session.notebook.edit((draft, all) =>
        turn(draft, all, cell.key, kind, {
          body,
          ...(kind === "prose" || id === undefined ? {} : { id }),
          ...(untouched && begun.attributes ? { attributes: begun.attributes } : {}),
        }),
      );
    }
  });
  // A text that got a name, or lost it, has another key; it stands where it stood.
  await hub.focus(session.notebook.view.cells[index]?.key);
}

export const has = (kind: string): boolean => kinds.has(kind);

/** Chooses the next cell too, or the one before. */
export async function extend({ session, hub, keys, cell }: OnCells, by: 1 | -1): Promise<void> {
  const { cells } = session.view;
  const here = cells.findIndex(({ key }) => key === cell.key);
  const next = cells[here + by];
  if (!next) return;
  // Going back over what was chosen lets it go.
  const marks = keys.includes(next.key) ? keys.filter((key) => key !== cell.key) : [...keys, next.key];
  await hub.focus(next.key);
  hub.mark(marks);
}

export async function step({ session, hub, cell }: OnCells, by: number): Promise<void> {
  const { cells } = session.view;
  const here = cells.findIndex(({ key }) => key === cell.key);
  const to = Math.max(0, Math.min(cells.length - 1, here + by));
  hub.mark([]);
  await hub.focus(cells[to]?.key);
}

/** Runs the chosen cells; the caret's text is in the notebook already. */
export async function run(
  { session, hub, keys, cell }: OnCells,
  then: "stay" | "next" | "insert",
): Promise<void> {
  const editing = hub.mode === "edit";
  if (cell.kind === "prose") session.editing = null;
  session.run(keys);
  if (then === "insert") return add({ session, hub, keys } as InNotebook, "below", "sql", editing);
  if (then === "next") return step({ session, hub, cell: lastOf(session, keys) ?? cell } as OnCells, 1);
  if (cell.kind === "prose") await hub.focus(cell.key);
}

const lastOf = (session: Session, keys: readonly string[]): CellView | undefined =>
  session.view.cells.find(({ key }) => key === keys.at(-1));
