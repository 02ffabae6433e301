import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { following } from "../../src/kinds/following";
import { setRule } from "../../src/kinds/ledger";
import { standsIn } from "../../src/notebook/bin";
import { read } from "../../src/notebook/document";
import { Notebook } from "../../src/notebook/run/runtime";
import { rename } from "../../src/notebook/structure/rename";
import { merge, mergeable, split } from "../../src/notebook/structure/split";
import { parse, textOf, write } from "../../src/notebook/text/format";
import { plain } from "../../src/notebook/text/newlines";
import type { CellView } from "../../src/notebook/view";
import { RULES } from "../../src/sources/spec";
import { Autosave } from "../../src/storage/autosave";
import { Shelf, type Kept } from "../../src/storage/shelf";
import { History, type Past } from "../../src/ui/session/history.svelte";
import { freshId } from "../../src/ui/session/newCell";
import { retitle } from "../../src/ui/session/title";
import { fakeHost } from "../notebook/host";
import { Memory } from "../storage/memory";

/** Documents that are hard to keep: other line ends, longer fences, kinds nobody knows, YAML that is none. */
const STARTS: Readonly<Record<string, string>> = {
  worth: `---
title: What are our customers worth?
---

# What are our customers worth?

\`\`\`source id=sales
file: sales.csv
read: {format: csv, delimiter: ";"} # as the bank writes it
columns: {Klient: text, Data: date, Kwota: decimal}
roles: {customer: Klient, date: Data, amount: Kwota}
\`\`\`

\`\`\`ledger id=orders from=sales
no-customer: drop
cancelled: net
\`\`\`

\`\`\`input id=threshold
type: range
min: 0
max: 100
value: 5
\`\`\`

\`\`\`sql id=large
SELECT customer, count(*) AS orders FROM orders WHERE amount > \${threshold} GROUP BY ALL
\`\`\`

The smallest order is \${threshold}.
`,
  crlf: "---\r\ntitle: Zażółć\r\n---\r\n\r\n# Zażółć\r\n\r\n```sql id=a\r\nSELECT 1\r\n```\r\n\r\ntext\r\nmore\r\n\r\n```input id=n\r\ntype: number\r\nvalue: 1\r\n```\r\n",
  fences:
    "text\n\n  ~~~~sql id=q\n  SELECT '```' AS x\n  ~~~~~~\n\n`````sql id=r view\n````\nSELECT 1\n````\n`````\n\n- item\n\n  ```sql\n  in a list\n  ```\n",
  strangers:
    '\uFEFF---\nauthor: a\n---\n```mermaid id=m theme=dark\ngraph TD\n```\n\n```python\nx = 1\n```\n\n```wizard id=w a="b c"\n```\n\n<div>\n\n```sql id=s\nSELECT 2',
  broken:
    "---\ntitle: [1, 2\n---\n\n```input id=bad\ntype: {range\nvalue: 1\n```\n\n```ledger id=l\n- a\nb: [\n```\n\n```source id=x\n\tfile: ?\n```\n",
  empty: "",
};

/** What may be typed or put in; some of it tries to break out of its cell. */
const WORDS = [
  "a",
  " ",
  "\n",
  "\n\n",
  "é",
  "\u{1F600}",
  "SELECT 1",
  "${threshold}",
  "```",
  "````\n```",
  "~~~",
  "```sql id=z\nSELECT 1\n```",
  "- item",
  "<!-- open",
  "<!-- cell -->",
  "---",
  "# Head",
  "value: 7",
  "a\r\nb",
  "</script>",
  "\t",
];

/** Mulberry32: a walk that is the same on every run; TENURE_SEED walks elsewhere. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const SEED = Number(process.env["TENURE_SEED"] ?? 20261122);
const STEPS = 1000;
const isKind = (word: string) => word !== "prose" && kinds.has(word);
/** The bytes of every fence that is a cell, by key. */
const fences = (notebook: Notebook): Map<string, string> => {
  const { cells, parts } = read(notebook.text, kinds, []);
  return new Map(
    notebook.view.cells.flatMap(({ key }, index) => {
      const part = parts[cells[index]!.part]!;
      return part.is === "cell" ? [[key, textOf(part)] as const] : [];
    }),
  );
};

/** One notebook with its history and its autosave, and beside it what they must be: every text, in order. */
class Walk {
  readonly #store = new Memory();
  readonly #next: () => number;
  readonly #start: string;
  #now = 1_000_000;
  notebook: Notebook;
  history: History;
  #autosave: Autosave;
  #texts: string[];
  #at = 0;
  readonly counts: Record<string, number> = {};

  constructor(start: string, next: () => number) {
    this.#next = next;
    this.#start = start;
    this.#texts = [start];
    ({ notebook: this.notebook, history: this.history, autosave: this.#autosave } = this.#open(start));
    this.#autosave.note("", start);
  }

  #open(text: string, kept?: Kept, past?: Past) {
    const notebook = new Notebook(kinds, fakeHost(), text);
    const history = new History(notebook, past, () => this.#now);
    const autosave = new Autosave(new Shelf(this.#store), "a", {
      past: () => history.past,
      ...(kept ? { from: kept } : {}),
    });
    return { notebook, history, autosave };
  }

  #below(n: number): number {
    return Math.floor(this.#next() * n);
  }
  #of<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }

  async step(): Promise<void> {
    const { notebook, history } = this;
    const length = () => history.past.history.past.length;
    const room = notebook.text.length < 4000;
    const what = this.#of([
      ...[
        "type",
        "type",
        "type",
        "insert",
        "remove",
        "move",
        "attributes",
        "input",
        "input",
        "rule",
        "title",
      ],
      ...(room ? [] : ["remove", "remove", "remove"]),
      ...["rename", "split", "merge", "text", "undo", "undo", "undo", "redo", "redo", "restore", "reload"],
    ]);
    this.counts[what] = (this.counts[what] ?? 0) + 1;
    this.#now += this.#of([100, 300, 5000]);
    const before = { text: notebook.text, steps: length() };
    if (what === "undo") this.#turn(-1);
    else if (what === "redo") this.#turn(1);
    else if (what === "reload") await this.#reload();
    else {
      this.#edit(what);
      if (notebook.text !== before.text) {
        this.#texts.splice(this.#at + 1);
        // Keystrokes that joined the step before them; or took it away.
        const joined = length() <= before.steps;
        if (joined && length() < before.steps) this.#at -= 1;
        else if (joined) this.#texts[this.#at] = notebook.text;
        else this.#texts[++this.#at] = notebook.text;
      }
    }
    expect(notebook.text).toBe(this.#texts[this.#at]);
    expect(write(parse(notebook.text, isKind))).toBe(notebook.text);
    this.#autosave.note("", notebook.text);
  }

  #turn(by: 1 | -1): void {
    const { history } = this;
    if (by < 0 ? history.canUndo : history.canRedo) {
      expect(this.#texts[this.#at + by]).toBeDefined();
      this.#at += by;
    } else expect(this.#texts[this.#at + by]).toBeUndefined();
    if (by < 0) history.undo();
    else history.redo();
  }

  async #reload(): Promise<void> {
    const { deleted } = this.history;
    await this.#autosave.flush();
    const kept = this.#store.held.get("a")!;
    expect(kept.text).toBe(this.notebook.text);
    // As the browser's storage would hand it back.
    const past = structuredClone(this.#store.pasts.get("a")) as Past;
    ({
      notebook: this.notebook,
      history: this.history,
      autosave: this.#autosave,
    } = this.#open(kept.text, kept, past));
    expect(this.history.deleted).toEqual(deleted);
  }

  #edit(what: string): void {
    const { notebook, history } = this;
    const cells = notebook.view.cells;
    const cell = cells.length > 0 ? this.#of(cells) : null;
    const [word, other] = [this.#of(WORDS), this.#of(WORDS)];
    if (what === "insert") {
      const kind = this.#of(["prose", "sql", "input", "chart", "wizard"]);
      const id = kind === "prose" ? undefined : freshId(notebook.view, this.#of(["a", "cell", "large"]));
      history.change({}, () => notebook.insert(cell?.key ?? null, kind, `${word}${other}`, id));
    } else if (what === "title") {
      history.change({}, () => notebook.setText(retitle(notebook.text, `T ${word.trim()}`)));
    } else if (what === "text") {
      notebook.setText(`${notebook.text}${word}`);
      history.note();
    } else if (what === "restore") this.#restore();
    else if (cell) this.#editCell(what, cell, word, other);
  }

  #editCell(what: string, cell: CellView, word: string, other: string): void {
    const { notebook, history } = this;
    const cells = notebook.view.cells;
    const index = cells.indexOf(cell);
    const before = fences(notebook);
    let touched: readonly string[] = [cell.key];
    switch (what) {
      case "type": {
        const at = this.#below(cell.body.length + 1);
        const cut = this.#next() < 0.3 ? this.#below(6) : 0;
        const body = cell.body.slice(0, at) + word + cell.body.slice(at + cut);
        const typing = this.#next() < 0.8;
        history.change({ merge: `typed ${cell.key}` }, () => notebook.setBody(cell.key, body, { typing }));
        if (!typing) history.seal();
        break;
      }
      case "remove": {
        history.change({}, () => notebook.remove(cell.key));
        if (cell.body.trim() === "") break;
        const bytes = before.get(cell.key);
        const holds = (text: string) =>
          bytes === undefined ? plain(text).includes(cell.body) : text === bytes;
        const binned = history.deleted.some(({ text }) => holds(text));
        const left = notebook.view.cells.some(
          ({ kind, body }) => kind === cell.kind && body.includes(cell.body),
        );
        expect(binned || left || standsIn(cell.body, plain(notebook.text))).toBe(true);
        break;
      }
      case "move":
        history.change({}, () => notebook.move(cell.key, this.#below(7) - 3));
        break;
      case "attributes": {
        const { view, ...rest } = cell.attributes;
        const next = view === undefined ? { ...rest, view: true as const } : { ...rest, note: other };
        history.change({}, () => notebook.setAttributes(cell.key, next));
        break;
      }
      case "input": {
        const id = cells.find(({ kind }) => kind === "input")?.id;
        if (id === undefined || id === null) break;
        touched = [id];
        notebook.setInput(id, this.#below(100), { transient: true });
        if (this.#next() < 0.8) notebook.setInput(id, this.#below(100));
        history.note();
        break;
      }
      case "rule": {
        const ledger = cells.find(({ kind }) => kind === "ledger");
        if (!ledger) break;
        touched = [ledger.key];
        const body = setRule(ledger.body, this.#of(RULES), this.#of(["keep", "drop"]));
        history.change({}, () => notebook.setBody(ledger.key, body));
        break;
      }
      case "rename": {
        if (cell.id === null) break;
        const to = freshId(notebook.view, this.#of(["orders", "later", "x1"]));
        const one = read(notebook.text, kinds).cells[index]!;
        try {
          history.change({}, () => notebook.edit((draft) => rename(draft, { kinds, following }, one, to)));
        } catch (error) {
          expect(String(error)).toMatch(/rename\./);
        }
        return;
      }
      case "split":
        history.change("history.split", () =>
          notebook.edit((draft) => split(draft, kinds, cell.key, this.#below(cell.body.length + 1))),
        );
        break;
      case "merge": {
        const keys = cells.slice(index, index + 2).map(({ key }) => key);
        notebook.edit((draft) => (mergeable(draft.cells, keys) ? merge(draft, kinds, keys) : draft));
        history.note();
        return;
      }
    }
    // Whatever an edit does not name keeps its bytes; a fence that ran to the end of the text may get its last line.
    const after = fences(notebook);
    const said = [...after.values()];
    for (const [key, bytes] of before) {
      if (touched.includes(key)) continue;
      expect(
        said.some(
          (text) => text === bytes || text.startsWith(`${bytes}\n`) || text.startsWith(`${bytes}\r\n`),
        ),
        bytes,
      ).toBe(true);
    }
  }

  #restore(): void {
    const { notebook, history } = this;
    const { deleted } = history;
    if (deleted.length === 0) return;
    const cell = this.#of(deleted);
    const taken = notebook.view.cells.some(
      ({ id }) => id?.toLowerCase() === cell.id?.toLowerCase() && id !== null,
    );
    const key = history.restore(cell, (wish) => freshId(notebook.view, wish));
    const back = notebook.view.cells.find((one) => one.key === key);
    const first = cell.text.split(/\r\n|\n|\r/)[0]!;
    if (!taken) expect(notebook.text).toContain(cell.text);
    if (cell.kind !== "prose") expect(back, first).toMatchObject({ kind: cell.kind });
  }

  /** All the way back, and all the way here again. */
  async end(): Promise<void> {
    await this.#reload();
    const here = this.notebook.text;
    const steps = this.history.past.history.past.length;
    while (this.history.canUndo) this.#turn(-1);
    expect(this.notebook.text).toBe(this.#texts[this.#at]);
    if (steps < 2000) expect(this.notebook.text).toBe(this.#start);
    for (let n = 0; n < steps; n++) this.#turn(1);
    expect(this.notebook.text).toBe(here);
  }
}

describe("a random walk over one history", () => {
  test.each(Object.keys(STARTS))(
    "of 1,000 edits, undos and reloads from %s corrupts nothing",
    async (name) => {
      const walk = new Walk(STARTS[name]!, random(SEED + name.length * 7919 + name.charCodeAt(0)));
      for (let n = 0; n < STEPS; n++) {
        try {
          await walk.step();
        } catch (error) {
          throw new Error(`step ${n} from ${name}: ${String(error)}`, { cause: error });
        }
      }
      await walk.end();
      expect(Object.keys(walk.counts).length).toBe(16);
    },
    300_000,
  );
});
