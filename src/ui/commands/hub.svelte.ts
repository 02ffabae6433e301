import { tick } from "svelte";
import type { Code, Params } from "../../terms/error";
import type { CellView } from "../../notebook/view";
import type { Copy } from "../../notebook/structure/cells";
import type { Desk } from "../desk.svelte";
import { chordsOf, spoken } from "./chord";
import { readChoices, writeChoices } from "./choices";
import type { Command, Mode, Reach } from "./command";
import { Early } from "./early";
import { Keymap, type Choices } from "./keymap";
import { commands } from "./registry";
import { modeAt } from "./mode";
import { Looks } from "./looks.svelte";

/** What lies over the page, asked for by a command. */
export type Layer = "palette" | "help" | "keys" | "find" | "prepare" | "difference" | "gallery";

/** Milliseconds in which the second stroke of `d d` must come. */
const NEXT_STROKE = 1200;

/** Everything the commands share: the keys, the chosen cells, the clipboard, what was said last. */
export class Hub {
  readonly desk: Desk;
  readonly mac = /mac|iphone|ipad/i.test(navigator.platform);
  readonly looks: Looks;
  /** Cells on the clipboard. */
  clipboard: readonly Copy[] = [];
  layer = $state<Layer | null>(null);
  /** Key of the cell whose name is being written. */
  renaming = $state<string | null>(null);
  /** Key of the cell below which the list of kinds is open; null: none; "": above all. */
  inserting = $state<string | null>(null);
  mode = $state<Mode>("page");
  #marks = $state.raw<readonly string[]>([]);
  #said = $state.raw<{ readonly code: Code; readonly params: Params } | null>(null);
  #choices = $state.raw<Choices>(readChoices());
  readonly #keymap = $derived(new Keymap(commands, this.#choices, this.mac));
  readonly #early = new Early();
  #pending = "";
  #clock: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
    this.looks = new Looks(desk);
  }

  get keymap(): Keymap {
    return this.#keymap;
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Gives a command other keys; null: its own again; without a command: all their own. */
  choose(id: string | null, keys: readonly string[] | null): void {
    const rest = Object.fromEntries(
      Object.entries(this.#choices).filter(([one]) => id !== null && one !== id),
    );
    this.#choices = id !== null && keys !== null ? { ...rest, [id]: keys } : rest;
    writeChoices(this.#choices);
  }

  /** What was done last, in words of the catalogue. */
  get said(): { readonly code: Code; readonly params: Params } | null {
    return this.#said;
  }

  say(code: Code, params: Params = {}): void {
    this.#said = { code, params };
  }

  get reach(): Reach {
    const { session } = this.desk;
    const cell = session?.view.cells.find(({ key }) => key === session.selected) ?? null;
    return { desk: this.desk, hub: this, session, cell, keys: cell ? this.chosen : [] };
  }

  /** For one cell, whichever is chosen. */
  reachOf(cell: CellView): Reach {
    const { chosen } = this;
    return { ...this.reach, cell, keys: chosen.includes(cell.key) ? chosen : [cell.key] };
  }

  /** Keys of the chosen cells in the order of the text. */
  get chosen(): readonly string[] {
    const { session } = this.desk;
    if (!session || session.selected === null) return [];
    if (!this.#marks.includes(session.selected)) return [session.selected];
    return session.view.cells.flatMap(({ key }) => (this.#marks.includes(key) ? [key] : []));
  }

  /** Chooses these; one or none is no choice of several. */
  mark(keys: readonly string[]): void {
    this.#marks = keys.length > 1 ? keys : [];
    if (keys.length > 1) this.say("said.chosen", { n: keys.length });
  }

  isMarked(key: string): boolean {
    // What is not marked does not hear where the reader goes.
    return this.#marks.includes(key) && this.#marks.includes(this.desk.session?.selected ?? "");
  }

  /** Chooses everything from the chosen cell to this one. */
  markTo(key: string): void {
    const { session } = this.desk;
    if (!session) return;
    const all = session.view.cells.map((cell) => cell.key);
    const ends = [all.indexOf(session.selected ?? key), all.indexOf(key)].sort((a, b) => a - b);
    this.mark(all.slice(Math.max(0, ends[0] ?? 0), (ends[1] ?? 0) + 1));
  }

  /** Another notebook lies on the desk. */
  opened(): void {
    this.#marks = [];
    this.#said = null;
    this.renaming = this.inserting = null;
    this.looks.restore();
  }

  can(command: Command, reach: Reach = this.reach): boolean {
    return command.when(reach);
  }

  run(id: string, reach: Reach = this.reach): void {
    const command = commands.find((one) => one.id === id);
    if (!command?.when(reach)) return;
    this.#said = null;
    void (async () => {
      try {
        await command.run(reach);
      } catch (error) {
        this.desk.report(error);
      }
    })();
  }

  /** Name of a command in the reader's language. */
  name({ words, params }: Pick<Command, "words" | "params">): string {
    return this.desk.reader.speech.t(words, params);
  }

  /** The same with its keys, for a tip. */
  tip(id: string): string {
    const command = commands.find((one) => one.id === id);
    if (!command) return "";
    const [first] = this.keymap.keysOf(command);
    return first === undefined ? this.name(command) : `${this.name(command)} (${spoken(first, this.mac)})`;
  }

  /** A stroke, before anything else on the page has seen it. */
  press(event: KeyboardEvent): void {
    if (this.desk.importing || event.isComposing || event.getModifierState("AltGraph")) return;
    const on = modeAt(event.target, this.desk.session !== null);
    const mode = this.desk.reading && (on === "command" || on === "page") ? "read" : on;
    if (mode === "command" && this.#waits(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    for (const chord of chordsOf(event, this.mac)) {
      for (const whole of this.#pending === "" ? [chord] : [`${this.#pending} ${chord}`, chord]) {
        const command = this.keymap.find(mode, whole);
        if (command && !command.native && command.when(this.reach)) {
          event.preventDefault();
          event.stopPropagation();
          this.#wait("");
          if (!event.repeat || command.repeats) this.run(command.id);
          return;
        }
        if (this.keymap.begins(mode, whole)) {
          event.preventDefault();
          event.stopPropagation();
          if (!event.repeat) this.#wait(whole);
          return;
        }
      }
    }
    if (!/^(Shift|Control|Alt|Meta)$/.test(event.key)) this.#wait("");
  }

  /** Whether a cell is to be written in whose editor has not come yet, and this stroke is for it. */
  #waits(event: KeyboardEvent): boolean {
    const { session } = this.desk;
    if (!session || session.editing === null) return false;
    if (event.key !== "Escape") return this.#early.take(session.editing, event);
    session.editing = null;
    this.#early.drop();
    return true;
  }

  #wait(chord: string): void {
    clearTimeout(this.#clock);
    this.#pending = chord;
    if (chord !== "") this.#clock = setTimeout(() => (this.#pending = ""), NEXT_STROKE);
  }

  /** Where the keyboard has gone. */
  follow(target: EventTarget | null): void {
    this.mode = modeAt(target, this.desk.session !== null);
    if (this.mode === "edit" && target instanceof Element) this.#early.give(target);
  }

  /** Puts the keyboard on a cell, once it is drawn. */
  async focus(key: string | undefined): Promise<void> {
    const { session } = this.desk;
    if (!session || key === undefined) return;
    session.selected = key;
    await tick();
    const region = document.getElementById(`cell-${key}`);
    region?.focus({ preventScroll: true });
    region?.scrollIntoView({ block: "nearest" });
  }
}
