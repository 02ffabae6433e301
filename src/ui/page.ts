import type { PageContext, PageNotebook } from "./context";
import type { Desk } from "./desk.svelte";
import { download } from "./shell/pick";
import { saveFile } from "../storage/files";
import { TenureError } from "../terms/error";

/** What parts may reach, through the desk: properties are read when needed, so they follow it. */
export function pageOf(desk: Desk): PageContext {
  const session = () => {
    if (!desk.session) throw new TenureError("unexpected", {}, { cause: "no notebook is open" });
    return desk.session;
  };
  return {
    engine: () => desk.engine(),
    get notebook(): PageNotebook {
      return session().notebook;
    },
    get language() {
      return desk.reader.speech.language;
    },
    get t() {
      return desk.reader.speech.t;
    },
    get format() {
      return desk.reader.speech.format;
    },
    words: (name) => desk.reader.words(name),
    get cells() {
      return session().view.cells;
    },
    choose: async (figure, predicate) =>
      (await import("./session/choosing")).choose(session(), figure, predicate),
    addQuery: (after, sql) => {
      const open = session();
      const key = open.notebook.insert(after, "sql", sql, open.freshId("query"));
      open.folds[key] = true;
      open.editing = key;
    },
    save: async (file, name) => {
      await saveFile(file, { name, handle: null }, download, { ask: false });
    },
    pickFile: (cell) => session().supply.pickFile(cell),
    readAgain: (cell) => session().supply.readAgain(cell),
    giveFile: (cell, file) => session().supply.giveFile(cell, file),
    help: () => desk.showHelp("errors"),
    prepare: () => {
      if (desk.hub) desk.hub.layer = "prepare";
    },
    goTo: (name) => session().goTo(name),
  };
}
