import type { PageContext } from "../../context";
import { ROW, writer, writingOf } from "./column";
import { moved, pinned, unpinned, type Standing } from "./columns";
import type { Looked } from "./looked.svelte";
import type { Selection, Spot } from "./selection.svelte";
import { between, clampWidth, edges, fill, fit } from "./widths";
import type { Place } from "./scroll";

/** Pixels beside the columns in view that are drawn too. */
const BESIDE = 200;
/** Share of the box that pinned columns may take. */
const MOST_PINNED = 0.6;
/** Rows that say how wide a column has to be. */
const SAMPLE = 60;

export type Way = "left" | "right" | "pin" | "unpin";

/** Which rows and columns of a table are drawn, and how wide: those in view, and the one with the keyboard. */
export class Layout {
  readonly #looked: Looked;
  readonly #selection: Selection;
  readonly #page: PageContext;
  boxWidth = $state(0);
  boxTall = $state(0);
  headTall = $state(0);
  left = $state(0);
  place = $state.raw<Place>({ top: 0, bar: 0 });
  /** Whether the keyboard is in the table. */
  inside = $state(false);
  /** Widths drawn by hand, by column. */
  #drawn = $state.raw<ReadonlyMap<string, number>>(new Map());

  constructor(looked: Looked, selection: Selection, page: PageContext) {
    this.#looked = looked;
    this.#selection = selection;
    this.#page = page;
  }

  readonly #shown = $derived.by(() => this.#looked.shown!);
  readonly columns = $derived.by(() => this.#shown.columns);
  readonly rows = $derived.by(() => this.#looked.rows);
  readonly view = $derived(Math.max(ROW, this.boxTall - this.headTall));
  readonly track = $derived({ height: this.rows * ROW, view: this.view });
  readonly first = $derived(Math.floor(this.place.top / ROW));
  readonly last = $derived(Math.min(this.rows, Math.ceil((this.place.top + this.view) / ROW) + 1));

  readonly #words = $derived.by(() => ({ yes: this.#page.t("tables.yes"), no: this.#page.t("tables.no") }));
  readonly writers = $derived.by(() =>
    this.columns.map((column) => writer(column, this.#shown.scales, this.#page.format, this.#words)),
  );
  /** The first rows say how wide a column has to be; later ones do not move it under the reader's eyes. */
  readonly #natural = $derived.by(() => {
    const head = this.#shown.pages.of(0);
    const sample = Math.min(head?.rows ?? 0, SAMPLE);
    return this.columns.map((column, at) =>
      fit(
        column,
        head ? Array.from({ length: sample }, (_, i) => this.writers[at]!(head.values[at]!, i)) : [],
        this.#page.t(`cells.type.${writingOf(column)}`),
      ),
    );
  });
  /** Width of the row numbers. */
  readonly numbers = $derived.by(() => this.#page.format.count(this.rows).length * 7 + 20);
  readonly widths = $derived.by(() =>
    fill(
      this.columns.map(({ name }, at) => this.#drawn.get(name) ?? this.#natural[at]!),
      this.columns.map(({ name }) => this.#drawn.has(name)),
      this.boxWidth - this.numbers,
    ),
  );
  readonly lefts = $derived(edges(this.widths));
  readonly wide = $derived(this.numbers + this.lefts.at(-1)!);
  /** Columns at the left that stay; none where they would leave no room for the others. */
  readonly pinned = $derived.by(() => {
    const { pinned } = this.#looked.standing;
    const room = (this.boxWidth - this.numbers) * MOST_PINNED;
    return this.lefts[pinned] !== undefined && this.lefts[pinned] <= room ? pinned : 0;
  });
  readonly #inView = $derived(
    between(this.lefts, this.left - BESIDE, this.left + this.boxWidth - this.numbers + BESIDE),
  );

  readonly drawnRows = $derived.by(() => {
    const { first, last, rows } = this;
    const list = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
    const { row } = this.#selection.at;
    if (this.inside && row >= 0 && row < rows && (row < first || row >= last)) list.push(row);
    return list;
  });
  readonly drawnColumns = $derived.by(() => {
    const [from, to] = this.#inView;
    const stay = Array.from({ length: Math.min(this.pinned, from) }, (_, i) => i);
    const list = [...stay, ...Array.from({ length: to - from }, (_, i) => from + i)];
    const { column } = this.#selection.at;
    if (column < this.columns.length && !list.includes(column)) list.push(column);
    return list;
  });
  /** The one cell a Tab stops at; where it is not drawn, the head stands for it. */
  readonly stop: Spot = $derived.by(() => {
    const { at } = this.#selection;
    const column = Math.min(at.column, this.columns.length - 1);
    return { row: at.row >= 0 && !this.drawnRows.includes(at.row) ? -1 : at.row, column };
  });

  /** Where a column would stand after that; null: it stands there, or at the end, already. */
  #after(at: number, way: Way): Standing | null {
    const stay = this.#looked.standing.pinned;
    if (way === "pin") return at < stay ? null : pinned(this.columns, at, stay);
    if (way === "unpin") return at < stay ? unpinned(this.columns, at, stay) : null;
    return moved(this.columns, at, way === "left" ? -1 : 1, stay);
  }

  can(at: number, way: Way): boolean {
    return this.#after(at, way) !== null;
  }

  /** Moves or pins a column and gives its new place. */
  async stand(at: number, way: Way): Promise<number> {
    const next = this.#after(at, way);
    const { name } = this.columns[at]!;
    if (!next) return at;
    this.#selection.clear();
    await this.#looked.stand(next);
    const place = this.columns.findIndex((column) => column.name === name);
    this.#looked.said = this.#page.t("tables.columns.at", { name, at: place + 1, of: this.columns.length });
    return place;
  }

  /** `null`: as wide as what stands in it. */
  resize(column: number, width: number | null): void {
    const { name } = this.columns[column]!;
    const others = [...this.#drawn].filter(([other]) => other !== name);
    this.#drawn = new Map(width === null ? others : [...others, [name, clampWidth(width)]]);
  }
}
