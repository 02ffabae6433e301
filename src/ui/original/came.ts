import { keepOriginal, openedFrom, originalOf } from "../../storage/originals";
import type { Kept } from "../../storage/shelf";
import type { Desk } from "../desk.svelte";
import type { Origin } from "../desk/place.svelte";
import type { Session } from "../session/session.svelte";

/** What is known of where the open notebook came from. */
export interface Came {
  /** The text it was opened with. */
  readonly original: string;
  /** The newest copy of the same that the reader has edited before; null: none, or the reader stays with this one. */
  readonly copy: Kept | null;
}

/** A text the open notebook is held against. */
export interface Comparing {
  readonly text: string;
  /** Epoch milliseconds of the reader's own copy; null: the text is the original. */
  readonly at: number | null;
}

/** Finds out where the open notebook came from, remembers it, and looks for an edited copy of the same. */
export async function cameFrom(desk: Desk, session: Session, { from, kept }: Origin): Promise<void> {
  if (kept) {
    const original = originalOf(session.id);
    if (original && desk.session === session) desk.came = { original: original.text, copy: null };
    return;
  }
  if (from === undefined) return;
  const original = session.opened;
  const copy = await newestEdited(desk, openedFrom(from), original);
  keepOriginal(session.id, { from, text: original });
  if (copy) await desk.reader.everyWord();
  if (desk.session === session) desk.came = { original, copy };
}

/** A copy that says what the original now says is no copy worth naming. */
async function newestEdited(desk: Desk, ids: readonly string[], now: string): Promise<Kept | null> {
  const found = await Promise.all(ids.map((id) => desk.shelf.find(id).catch(() => undefined)));
  const edited = found.filter(
    (one) => one !== undefined && one.text !== now && one.text !== originalOf(one.id)?.text,
  );
  return (edited as Kept[]).sort((a, b) => b.at - a.at)[0] ?? null;
}
