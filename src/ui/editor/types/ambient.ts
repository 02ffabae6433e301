/**
 * What a program finds beside the language: the jail's own names and the few of a worker's that it keeps. Text, for a
 * declaration file of ours would hold for our own sources too.
 */
export const AMBIENT = `
/** One column: numbers as \`Float64Array\` (NaN where missing), all else as a list. */
type Column<T> = [NonNullable<T>] extends [number] ? Float64Array : readonly T[];

/** Another cell's table. Nothing is read before it is asked for. */
interface Table<Row> {
  /** How many rows. */
  readonly count: number;
  readonly columns: readonly (keyof Row & string)[];
  /** All values of one column, in the order of the table. */
  column<K extends keyof Row & string>(name: K): Promise<Column<Row[K]>>;
  /** Rows as plain objects; \`limit\` counts from the top, \`columns\` picks some. */
  rows<K extends keyof Row & string = keyof Row & string>(options?: {
    readonly limit?: number;
    readonly columns?: readonly K[];
  }): Promise<Pick<Row, K>[]>;
}

/** A fit with the table it was fitted to; \`histories()\` gives it as the model's functions take it. */
type Fitted<Model, Row> = Model & {
  readonly table: Table<Row>;
  histories(): Promise<{ [K in keyof Row]: Column<Row[K]> } & Who>;
};
type Who = import("/clv/models/index").Who;

/** A value and how it is written: a number in arithmetic, words in a text. */
interface Written { valueOf(): number; toString(): string }
interface Markup { readonly html: string }

/** The model library. */
declare const clv: typeof import("/clv/models/index");
/** Observable Plot: what it draws is drawn by the page. */
declare const Plot: Record<string, (...args: any[]) => any>;
/** Markup; values put into it are escaped. */
declare function html(strings: TemplateStringsArray, ...values: unknown[]): Markup;
declare function percent(value: unknown): Written;
declare function money(value: unknown, currency?: string): Written;
declare function number(value: unknown, unit?: string): Written;
declare function date(value: Date | number | string | null): Written;

interface AbortSignal { readonly aborted: boolean; readonly reason: any; throwIfAborted(): void }
interface Console { log(...values: unknown[]): void; info(...values: unknown[]): void; warn(...values: unknown[]): void; error(...values: unknown[]): void; debug(...values: unknown[]): void; table(value: unknown): void }
declare const console: Console;
declare const performance: { now(): number };
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(act: () => void): void;
declare function setTimeout(act: (...args: any[]) => void, milliseconds?: number, ...args: any[]): number;
declare function clearTimeout(id: number | undefined): void;
declare function setInterval(act: (...args: any[]) => void, milliseconds?: number, ...args: any[]): number;
declare function clearInterval(id: number | undefined): void;
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare class TextEncoder { encode(text?: string): Uint8Array<ArrayBuffer> }
declare class TextDecoder { constructor(label?: string); decode(bytes?: ArrayBuffer | ArrayBufferView): string }
declare class URL { constructor(url: string, base?: string); href: string; readonly searchParams: URLSearchParams; hash: string; host: string; pathname: string; search: string }
declare class URLSearchParams { constructor(init?: string | Record<string, string>); get(name: string): string | null; has(name: string): boolean; toString(): string }
declare class AbortController { readonly signal: AbortSignal; abort(reason?: any): void }
declare const crypto: { getRandomValues<T extends ArrayBufferView>(values: T): T; randomUUID(): string };
`;
