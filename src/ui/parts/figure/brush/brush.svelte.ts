import type { Options } from "../../../../figures";
import type { Batch } from "../../../../terms/table";
import type { PageContext } from "../../../context";
import { holderOf } from "../../../session/choosing";
import { axisOf, type Axis } from "./axis";
import { chosenIn } from "./chosen";
import { brushOn } from "./hand";
import { extentIn, predicateSql, type Extent } from "./predicate";

interface Shown {
  readonly cell: string;
  readonly rows: Batch | null;
  readonly options: Options;
}

/** What is chosen in the figure of a cell. Nothing of it is kept here: it is read from the query that holds it. */
export class Brush {
  /** The form of those who choose without a hand. */
  open = $state(false);
  readonly #page: PageContext;
  readonly #shown: () => Shown;
  readonly axis: Axis | null = $derived.by(() => {
    const { rows, options } = this.#shown();
    return rows ? axisOf(options, rows) : null;
  });
  /** The name of the cell that holds it; null: nothing was ever chosen. */
  readonly holder: string | null = $derived.by(() => this.#holder()?.name ?? null);
  readonly #predicate: string | null = $derived.by(() =>
    chosenIn(this.#holder()?.body ?? "", this.#shown().cell),
  );
  /** Another one only when the condition is: the notebook changes much more often. */
  readonly extent: Extent | null = $derived.by(() =>
    this.#predicate === null || !this.axis ? null : extentIn(this.axis.column, this.#predicate),
  );

  constructor(page: PageContext, shown: () => Shown) {
    this.#page = page;
    this.#shown = shown;
  }

  #holder() {
    return holderOf(this.#page.cells, this.#shown().cell);
  }

  get page(): PageContext {
    return this.#page;
  }

  choose(extent: Extent | null): void {
    if (!this.axis) return;
    void this.#page.choose(this.#shown().cell, extent && predicateSql(this.axis.column, extent));
  }

  /** Lets a hand choose on what was drawn into this element. */
  on(node: HTMLElement): (() => void) | undefined {
    const { axis } = this;
    const drawn = node.querySelector<Parameters<typeof brushOn>[0]>("svg");
    if (!axis || !drawn || typeof drawn.scale !== "function") return undefined;
    return brushOn(drawn, axis, this.extent, (extent) => this.choose(extent));
  }
}
