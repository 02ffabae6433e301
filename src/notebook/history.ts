import type { Code, Params } from "../terms/error";

/** What a change was, as a code with its parameters; the catalogues word it. */
export interface Label {
  readonly code: Code;
  readonly params: Params;
}

/** Which cell a change was about: by key, and by index where a reload has given nameless cells other keys. */
export interface Place {
  readonly key: string;
  readonly index: number;
}

/** One changed range: at `at` (UTF-16 offset) stood `gone` and now stands `come`. */
export interface Patch {
  readonly at: number;
  readonly gone: string;
  readonly come: string;
}

/** One thing that undo takes back. */
export interface Step {
  readonly label: Label;
  readonly patch: Patch;
  /** Where to go when it is undone, and when it is done again. */
  readonly before: Place | null;
  readonly after: Place | null;
}

export interface Change extends Omit<Step, "patch"> {
  /** Changes of the same key in quick succession are one step. */
  readonly merge?: string | undefined;
}

/** What undo or redo has done. */
export interface Turn {
  readonly text: string;
  readonly label: Label;
  readonly place: Place | null;
}

/** A history as plain data: `text` is the text at its present. */
export interface SavedHistory {
  readonly text: string;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export interface HistoryOptions {
  readonly now?: () => number;
  readonly saved?: SavedHistory | undefined;
  /** Most steps, and most characters in their patches; the oldest go first. */
  readonly steps?: number;
  readonly characters?: number;
}

/** Milliseconds of rest that end a run of keystrokes. */
const PAUSE = 800;
const STEPS = 2000;
const CHARACTERS = 2_000_000;

/** The text has become another while this history was not looking: another tab, or a file changed by hand. */
const ELSEWHERE: Change = { label: { code: "history.elsewhere", params: {} }, before: null, after: null };

/** Undo and redo over one text: steps hold what changed, never whole texts. */
export class History {
  readonly #now: () => number;
  readonly #steps: number;
  readonly #characters: number;
  #text: string;
  #past: Step[];
  #future: Step[];
  #size: number;
  /** What the next change may join. */
  #open: { readonly merge: string; readonly at: number } | null = null;

  constructor(text: string, options: HistoryOptions = {}) {
    const { saved } = options;
    this.#now = options.now ?? Date.now;
    this.#steps = options.steps ?? STEPS;
    this.#characters = options.characters ?? CHARACTERS;
    this.#text = saved?.text ?? text;
    this.#past = [...(saved?.past ?? [])];
    this.#future = [...(saved?.future ?? [])];
    this.#size = this.#past.reduce((sum, step) => sum + weight(step), 0);
    this.note(text, ELSEWHERE);
  }

  get text(): string {
    return this.#text;
  }

  /** What undo would take back; null: nothing. */
  get undoable(): Label | null {
    return this.#past.at(-1)?.label ?? null;
  }

  get redoable(): Label | null {
    return this.#future.at(-1)?.label ?? null;
  }

  get length(): number {
    return this.#past.length;
  }

  /** The text is now this one. True where that is a change. */
  note(text: string, { merge, ...change }: Change): boolean {
    if (text === this.#text) return false;
    const now = this.#now();
    const open = this.#open;
    const last = this.#past.at(-1);
    this.#future = [];
    if (last && open && open.merge === merge && now - open.at <= PAUSE) {
      const start = revert(this.#text, last.patch);
      this.#past.pop();
      this.#size -= weight(last);
      // What was typed and taken away again is no step.
      if (start !== text)
        this.#push({ ...last, label: change.label, after: change.after, patch: between(start, text) });
    } else this.#push({ ...change, patch: between(this.#text, text) });
    this.#open = merge === undefined || this.#past.length === 0 ? null : { merge, at: now };
    this.#text = text;
    return true;
  }

  /** The next change is a step of its own. */
  seal(): void {
    this.#open = null;
  }

  undo(): Turn | null {
    const step = this.#past.pop();
    if (!step) return null;
    this.#size -= weight(step);
    this.#future.push(step);
    this.#open = null;
    this.#text = revert(this.#text, step.patch);
    return { text: this.#text, label: step.label, place: step.before };
  }

  redo(): Turn | null {
    const step = this.#future.pop();
    if (!step) return null;
    this.#open = null;
    this.#text = apply(this.#text, step.patch);
    this.#push(step);
    return { text: this.#text, label: step.label, place: step.after };
  }

  save(): SavedHistory {
    return { text: this.#text, past: [...this.#past], future: [...this.#future] };
  }

  #push(step: Step): void {
    this.#past.push(step);
    this.#size += weight(step);
    let surplus = 0;
    // The newest step stays, however large.
    while (
      this.#past.length - surplus > 1 &&
      (this.#past.length - surplus > this.#steps || this.#size > this.#characters)
    ) {
      this.#size -= weight(this.#past[surplus]!);
      surplus += 1;
    }
    if (surplus > 0) this.#past.splice(0, surplus);
  }
}

const weight = ({ patch }: Step): number => patch.gone.length + patch.come.length;

/** The one range in which two texts differ; it never cuts a character of two units apart. */
export function between(before: string, after: string): Patch {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from--;
  let back = 0;
  while (
    back < most - from &&
    before.charCodeAt(before.length - 1 - back) === after.charCodeAt(after.length - 1 - back)
  )
    back++;
  if (back > 0 && isLow(before.charCodeAt(before.length - back))) back--;
  return {
    at: from,
    gone: before.slice(from, before.length - back),
    come: after.slice(from, after.length - back),
  };
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

export function apply(text: string, { at, gone, come }: Patch): string {
  return text.slice(0, at) + come + text.slice(at + gone.length);
}

export function revert(text: string, { at, gone, come }: Patch): string {
  return text.slice(0, at) + gone + text.slice(at + come.length);
}
