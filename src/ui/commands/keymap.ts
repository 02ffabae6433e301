import { isBare, meant, taken } from "./chord";
import { MODES, type Command, type Mode } from "./command";

/** Keys the reader has chosen, by command; a command that is absent has its own. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** Where a chord of a command acts: a bare letter in command mode and nowhere else, all others where the command does. */
export function modesOf({ modes }: Pick<Command, "modes">, chord: string): readonly Mode[] {
  if (!isBare(chord)) return modes;
  return modes.every((mode) => mode === "edit") ? [] : ["command"];
}

export interface Clash {
  readonly chord: string;
  readonly mode: Mode;
  readonly ids: readonly string[];
}

/** Which command a chord means in each mode: the commands' own keys, and those the reader has chosen instead. */
export class Keymap {
  readonly #commands: readonly Command[];
  readonly #mac: boolean;
  readonly #choices: Choices;
  readonly #byMode = new Map<Mode, Map<string, Command>>();

  constructor(commands: readonly Command[], choices: Choices, mac: boolean) {
    this.#commands = commands;
    this.#choices = choices;
    this.#mac = mac;
    for (const mode of MODES) this.#byMode.set(mode, new Map());
    for (const command of commands) {
      for (const chord of this.keysOf(command)) {
        for (const mode of modesOf(command, chord)) {
          const held = this.#byMode.get(mode)!;
          // The first one keeps it; `clashes` says so.
          if (!held.has(chord)) held.set(chord, command);
        }
      }
    }
  }

  /** The keys of a command, as this machine means them. */
  keysOf({ id, keys }: Pick<Command, "id" | "keys">): readonly string[] {
    const wanted = Object.hasOwn(this.#choices, id) ? (this.#choices[id] ?? []) : keys;
    return [...new Set(wanted.map((chord) => meant(chord, this.#mac)))];
  }

  find(mode: Mode, chord: string): Command | null {
    return this.#byMode.get(mode)?.get(chord) ?? null;
  }

  /** Whether a longer chord begins with this one. */
  begins(mode: Mode, chord: string): boolean {
    return [...(this.#byMode.get(mode)?.keys() ?? [])].some((one) => one.startsWith(`${chord} `));
  }

  /** Chords that two commands want in one mode, and single strokes that begin a longer chord. */
  clashes(): readonly Clash[] {
    const wanted = new Map<string, { chord: string; mode: Mode; ids: string[] }>();
    for (const command of this.#commands) {
      for (const chord of this.keysOf(command)) {
        for (const mode of modesOf(command, chord)) {
          const key = `${mode} ${chord}`;
          const held = wanted.get(key) ?? { chord, mode, ids: [] };
          held.ids.push(command.id);
          wanted.set(key, held);
        }
      }
    }
    return [...wanted.values()].filter(({ chord, mode, ids }) => ids.length > 1 || this.begins(mode, chord));
  }

  /** What stands in the way of giving a command a chord; null: nothing. */
  refusal(
    command: Command,
    chord: string,
  ): { readonly why: "browser" | "layout" | "held"; readonly by?: Command } | null {
    const away = taken(chord);
    if (away) return { why: away };
    const modes = modesOf(command, chord);
    for (const other of this.#commands) {
      if (other.id === command.id) continue;
      for (const held of this.keysOf(other)) {
        const same = held === chord || held.startsWith(`${chord} `) || chord.startsWith(`${held} `);
        if (same && modesOf(other, held).some((mode) => modes.includes(mode)))
          return { why: "held", by: other };
      }
    }
    return modes.length === 0 ? { why: "layout" } : null;
  }
}
