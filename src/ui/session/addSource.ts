import { ledgerBody, sourceBody } from "../../sources";
import type { Made } from "../import/made";
import type { Session } from "./session.svelte";

/** A cell's name from a file's: small letters and digits, what is left of it. */
export function nameFrom(file: string): string {
  const plain = file
    .replace(/\.[^.]*$/, "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(plain) ? plain : `table_${plain || "1"}`;
}

/** Puts a further source under the last one of the notebook, and its ledger where it holds orders: one step of undo. */
export function addSource(session: Session, made: Made): void {
  const { source, ledger } = made;
  session.files.hold(made.file, source.file);
  for (const file of made.more) session.files.hold(file);
  const id = session.freshId(nameFrom(source.file));
  const last = session.view.cells.findLast(({ kind }) => kind === "source" || kind === "ledger");
  session.change({ code: "history.source", params: { name: id, kind: "source" } }, () => {
    const key = session.notebook.insert(last?.key ?? null, "source", sourceBody(source), id);
    if ((source.holds ?? "orders") !== "orders") return;
    const orders = session.freshId(`${id}_orders`);
    const under = session.notebook.insert(key, "ledger", ledgerBody(ledger), orders);
    session.notebook.setAttributes(under, { id: orders, from: id });
  });
  session.goTo(id);
}
