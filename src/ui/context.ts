import { getContext, setContext } from "svelte";
import type { Translate, Words } from "../i18n";
import type { Formatters, Language } from "../i18n";
import type { Attributes, CellId } from "../notebook/kind";
import type { NotebookView } from "../notebook/view";
import type { Engine } from "../tables/client";
import type { Json } from "../terms/view";

/** What a part of a cell may ask of the notebook it stands in. */
export interface PageNotebook {
  readonly view: NotebookView;
  setInput(id: CellId, value: Json, options: { transient: boolean }): void;
  setBody(key: string, body: string): void;
  setAttributes(key: string, attributes: Attributes): void;
  run(keys: readonly string[]): void;
}

/** Everything a drawn part may reach; properties are read when needed, so they follow the language and the engine. */
export interface PageContext {
  /** The engine; starts at first use. */
  engine(): Promise<Engine>;
  readonly notebook: PageNotebook;
  readonly language: Language;
  readonly t: Translate;
  readonly format: Formatters;
  /** Brings words that are not needed at once. */
  words(name: Words): Promise<void>;
  /** The cells as they stand now; who reads it hears of every change. */
  readonly cells: NotebookView["cells"];
  /** Writes what is chosen in a cell's figure, as a condition, into a query below it; null: everything. */
  choose(figure: string, predicate: string | null): Promise<void>;
  /** Puts a query into a cell of its own, after the cell of this key. */
  addQuery(after: string, sql: string): void;
  /** Hands a file to the reader (save picker or download). */
  save(file: Blob, name: string): Promise<void>;
  /** Asks for the file a source waits for; the dialog of the system opens. */
  pickFile(cell: CellId): Promise<void>;
  /** Opens the import dialog on the file a source has, to read it otherwise. */
  readAgain(cell: CellId): Promise<void>;
  /** Gives a source the file it waits for, as if it had been dropped. */
  giveFile(cell: CellId, file: File): Promise<void>;
  /** Opens the help where it speaks of errors, and puts the focus there. */
  help(): void;
  /** Opens the sheet that says the notebook's definition in SQL for the place where the orders live. */
  prepare(): void;
  /** Brings a cell into view and puts the focus there. */
  goTo(name: string): void;
}

const KEY = Symbol("page");

export function providePage(context: PageContext): void {
  setContext(KEY, context);
}

/** The page around this component; throws outside of it. */
export function usePage(): PageContext {
  const context = getContext<PageContext | undefined>(KEY);
  if (!context) throw new Error("no page context: providePage was not called above");
  return context;
}
