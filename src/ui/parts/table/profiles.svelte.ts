import type { TableRef } from "../../../terms/table";
import type { Look } from "../../../tables/look/look";
import type { Shape } from "../../../tables/look/shape";
import type { Profile } from "../../../tables/profile";
import type { PageContext } from "../../context";

/** What each column holds among the rows that pass the filters; measured when it is looked at. */
export class Profiles {
  shown = $state(false);
  columns = $state.raw<ReadonlyMap<string, Profile>>(new Map());
  shapes = $state.raw<ReadonlyMap<string, Shape>>(new Map());
  readonly #page: PageContext;

  constructor(page: PageContext) {
    this.#page = page;
  }

  /** For an effect: measures anew whenever table or filters change. What was measured stays until it is replaced. */
  follow(table: TableRef, filters: Look["filters"]): (() => void) | undefined {
    if (!this.shown) return undefined;
    const asking = new AbortController();
    void this.#measure(table, filters, asking.signal).catch(() => {
      // The table itself says what is wrong with it.
      if (!asking.signal.aborted) this.columns = new Map();
    });
    return () => asking.abort();
  }

  async #measure(table: TableRef, filters: Look["filters"], signal: AbortSignal): Promise<void> {
    const engine = await this.#page.engine();
    const later = () => signal.aborted;
    const profiles = await engine.profile(table, signal, filters);
    if (later()) return;
    this.columns = new Map(profiles.map((profile) => [profile.column.name, profile]));
    const shapes = new Map<string, Shape>();
    for (const column of table.columns) {
      const shape = await engine.shape(table, column, filters, signal);
      if (later()) return;
      shapes.set(column.name, shape);
      this.shapes = new Map([...this.shapes, ...shapes]);
    }
  }
}
