/** What a message may be filled with; words for it live in `i18n`, by `code`. */
export type Params = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A key of the catalogues, e.g. `"source.empty"`. Lower layers hold codes, never words. */
export type Code = string;

/** Where something happened; every part is optional. Lines, columns and offsets are in the user's own text. */
export interface At {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly cell?: string;
  readonly line?: number;
  /** Half-open character range in the cell's body. */
  readonly range?: readonly [number, number];
}

/**
 * The one error of the house: a code with parameters, the place, and the raw cause.
 * Survives Comlink and structured clone through {@link TenureError.toJSON} and {@link TenureError.from}.
 */
export class TenureError extends Error {
  readonly code: Code;
  readonly params: Params;
  readonly at: At;

  constructor(code: Code, params: Params = {}, options: { cause?: unknown; at?: At } = {}) {
    super(code, { cause: options.cause });
    this.name = "TenureError";
    this.code = code;
    this.params = params;
    this.at = options.at ?? {};
  }

  /** The same error, placed more exactly. */
  within(at: At): TenureError {
    return new TenureError(this.code, this.params, { cause: this.cause, at: { ...this.at, ...at } });
  }

  toJSON(): Problem {
    const raw = this.cause instanceof Error ? this.cause.message : this.cause;
    return {
      code: this.code,
      params: this.params,
      at: this.at,
      ...(typeof raw === "string" ? { raw } : {}),
    };
  }

  /** Whatever was thrown, as this class; the unknown becomes `"unexpected"` with its message as raw text. */
  static from(thrown: unknown): TenureError {
    if (thrown instanceof TenureError) return thrown;
    if (isProblem(thrown)) {
      return new TenureError(thrown.code, thrown.params, { cause: thrown.raw, at: thrown.at });
    }
    return new TenureError("unexpected", {}, { cause: thrown });
  }
}

/** An error as plain data: what crosses workers and what the page words. */
export interface Problem {
  readonly code: Code;
  readonly params: Params;
  readonly at: At;
  /** The engine's or library's own message, shown on demand. */
  readonly raw?: string;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "params" in value && "at" in value;
}
