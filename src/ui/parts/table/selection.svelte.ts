export interface Spot {
  /** −1 is the head. */
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells, all ends included. */
export interface Block {
  readonly from: Spot;
  readonly to: Spot;
}

/** Where the keyboard is in a table, and what is marked from there. */
export class Selection {
  /** The one cell that a Tab reaches. */
  at = $state.raw<Spot>({ row: -1, column: 0 });
  /** Where the marking began; null when nothing is marked. */
  from = $state.raw<Spot | null>(null);
  /** Whole rows are marked. */
  rows = $state(false);

  get block(): Block | null {
    const { from, at } = this;
    if (!from || at.row < 0) return null;
    return {
      from: { row: Math.min(from.row, at.row), column: this.rows ? 0 : Math.min(from.column, at.column) },
      to: {
        row: Math.max(from.row, at.row),
        column: this.rows ? Infinity : Math.max(from.column, at.column),
      },
    };
  }

  holds(row: number, column: number): boolean {
    const { block } = this;
    return (
      block !== null &&
      row >= block.from.row &&
      row <= block.to.row &&
      column >= block.from.column &&
      column <= block.to.column
    );
  }

  /** Goes to a cell; `extend` keeps the other end of what is marked. */
  go(to: Spot, extend = false, rows = false): void {
    if (extend && to.row >= 0) this.from ??= this.at.row >= 0 ? this.at : to;
    else this.from = rows ? to : null;
    this.rows = rows || (extend && this.rows);
    this.at = to;
  }

  all(rows: number): void {
    if (rows === 0) return;
    this.from = { row: rows - 1, column: 0 };
    this.rows = true;
    this.at = { row: 0, column: this.at.column };
  }

  /** Another look has other rows. */
  clear(): void {
    this.from = null;
    this.rows = false;
    if (this.at.row > 0) this.at = { ...this.at, row: 0 };
  }
}

/** Rows and columns there are, and rows that are seen at once. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly view: number;
}

/** Where a key leads from a cell; null when it leads nowhere. `far`: with Control or Command. */
export function stepOf(key: string, at: Spot, { rows, columns, view }: Extent, far: boolean): Spot | null {
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  const row = (to: number): Spot => ({ ...at, row: Math.min(lastRow, Math.max(-1, to)) });
  const column = (to: number): Spot => ({ ...at, column: Math.min(lastColumn, Math.max(0, to)) });
  switch (key) {
    case "ArrowDown":
      return row(far ? lastRow : at.row + 1);
    case "ArrowUp":
      return row(far ? Math.min(at.row, 0) : at.row - 1);
    case "ArrowRight":
      return column(far ? lastColumn : at.column + 1);
    case "ArrowLeft":
      return column(far ? 0 : at.column - 1);
    case "PageDown":
      return row(Math.max(at.row, 0) + view);
    case "PageUp":
      return row(Math.max(Math.min(at.row, 0), at.row - view));
    case "Home":
      return far ? { row: Math.min(0, lastRow), column: 0 } : column(0);
    case "End":
      return far ? { row: lastRow, column: lastColumn } : column(lastColumn);
    default:
      return null;
  }
}

/** The cell something in it belongs to; `whole`: it is the number of a row. */
export function spotOf(target: EventTarget | null): (Spot & { readonly whole: boolean }) | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  const { row, column } = cell?.dataset ?? {};
  if (row === undefined || column === undefined) return null;
  return { row: Number(row), column: Math.max(0, Number(column)), whole: column === "-1" };
}
