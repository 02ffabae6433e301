import type { Problem } from "../terms/error";
import type { Recognised } from "./presets/preset";

/** How a file is written. What a `source` cell's `read:` holds. */
export interface ReadSpec {
  readonly format: "csv" | "parquet" | "workbook" | "json" | "arrow";
  readonly compression?: "gzip" | "zip";
  /** Which file of an archive. */
  readonly inside?: string;
  /** Which sheet of a workbook that has several; `*`: all of one layout, with a last column `sheet`. */
  readonly sheet?: string;
  /** WHATWG label: `utf-8`, `windows-1250`, `windows-1251` … */
  readonly encoding?: string;
  /** One character, or `blank` for runs of spaces. */
  readonly delimiter?: string;
  readonly decimal?: "." | ",";
  readonly thousands?: string;
  /** `yyyy-mm-dd`, `dd.mm.yyyy`, `mm/dd/yyyy hh:mm`, `yyyymmdd` …; one for all date columns. */
  readonly dates?: string;
  /** How cells are quoted where it is not by `"`: by `'`, by nothing, or every row as a whole. */
  readonly quote?: "'" | "none" | "rows";
  /** A quote within quotes stands behind a backslash; absent: it is doubled. */
  readonly escape?: "\\";
  /** What one of the file's money is: 1000 where its column is in thousands, 0.01 where in pennies. Absent: 1. */
  readonly scale?: number;
  /** Whether `DR` behind an amount takes away (an account's own list) or is owed by the customer. Absent: `minus`. */
  readonly debit?: "minus" | "plus";
  /** Values of the column of signs (small letters, parted by `|`) that take away, and that add; others are unreadable. */
  readonly minus?: string;
  readonly plus?: string;
  /** Whose a row without a customer is: the customer's named last above it, or nobody's. Absent: `nobody`. */
  readonly blanks?: "above" | "nobody";
  /** 1-based number of the header row; 0: there is none and columns are `column 1` … `column n`. */
  readonly header?: number;
}

export type ColumnType = "text" | "integer" | "decimal" | "date" | "datetime" | "boolean";

export const ROLES = [
  "customer",
  "date",
  "amount",
  "quantity",
  "price",
  "refunded",
  "order",
  "product",
  "refund",
  "currency",
  "original",
  "sign",
] as const;
/**
 * `amount`, or else `quantity` and `price`. `refunded` is money given back, above zero, on the row it is taken off; a row
 * may have that alone.
 * `refund` marks cancelled or returned rows. `currency` says what each row is
 * counted in; it may be the column of the amounts themselves, where each carries its sign. `original` names the order
 * that a refund of another number gives back. `sign` says beside an amount without one which side it is on.
 */
export type Role = (typeof ROLES)[number];

/** Parts that columns play in tables beside the orders. */
export const SIDES = ["channel", "cost", "score", "group", "metric", "start", "end"] as const;
export type Part = Role | (typeof SIDES)[number];

/** What the rows of a file are about. Only `orders` have a ledger; the others are tables to be joined. */
export const HOLDINGS = [
  "orders",
  "costs",
  "survey",
  "experiment",
  "customers",
  "contracts",
  "products",
  "table",
] as const;
export type Holds = (typeof HOLDINGS)[number];

export interface SourceSpec {
  readonly file: string;
  /** Further files of the same layout, read one under the other. */
  readonly also?: readonly string[];
  readonly size?: number;
  readonly sha256?: string;
  readonly read: ReadSpec;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly roles: Readonly<Partial<Record<Part, string>>>;
  /** Absent: orders. */
  readonly holds?: Holds;
  /** `order`: the amount is the whole order's wherever it stands, and counts once. Absent: each row's own. */
  readonly amountOf?: "order";
  /** Which values of the refund column mean cancelled: exact values, a prefix (`C*`), or all but these (`!paid`). */
  readonly cancelled?: readonly string[];
  readonly currency?: string;
  /** What is evened out in the customer's ids before they are compared; absent: nothing, every letter counts. */
  readonly ids?: readonly Evening[];
}

/** Blanks at the ends and doubled within; capital and small letters; letters put together of parts (NFC). */
export const EVENINGS = ["trim", "case", "nfc"] as const;
export type Evening = (typeof EVENINGS)[number];

export const RULES = [
  "repeated-header",
  "totals-row",
  "no-customer",
  "guest-customer",
  "test-customer",
  "other-currency",
  "refund",
  "cancelled",
  "negative-quantity",
  "zero-price",
  "negative-price",
  "duplicate-row",
  "duplicate-order",
  "conflicting-order",
  "bad-date",
  "future-date",
  "outlier",
  "one-customer",
] as const;
/** In the order they apply. Without quantity × price, the price rules speak of the amount. */
export type Rule = (typeof RULES)[number];

/** `net`: no order of its own; the money is taken off the customer's earlier orders. */
export type Choice = "keep" | "drop" | "net";

export interface LedgerSpec {
  readonly rules: Readonly<Record<Rule, Choice>>;
}

/** The words "kept", "set aside", "netted": see `net.ts`. One line of the ledger. Money in the file's own unit, exact to the penny. */
export interface LedgerLine {
  readonly rule: Rule;
  readonly choice: Choice;
  /** Choices that make sense for this rule. */
  readonly choices: readonly Choice[];
  /** In the whole source, whatever other rules say. */
  readonly found: { readonly rows: number; readonly customers: number; readonly money: number };
  /** By this rule after those above it. */
  readonly aside: { readonly rows: number; readonly customers: number; readonly money: number };
  /** Under `net`: rows whose money was taken off earlier purchases. They count as kept, not as set aside. */
  readonly netted: { readonly rows: number; readonly customers: number; readonly money: number };
}

export interface Ledger {
  readonly read: { readonly rows: number; readonly customers: number; readonly money: number };
  /** Rows without readable money; they belong to no rule. `examples` also shows unreadable dates. */
  readonly rejected: { readonly rows: number; readonly examples: readonly Rejected[] };
  readonly lines: readonly LedgerLine[];
  readonly kept: {
    readonly rows: number;
    readonly customers: number;
    readonly orders: number;
    readonly money: number;
    /** Of `rows`: those that only take money off others. */
    readonly netted: number;
    /** Orders of which nothing was left after netting; they are no purchases and not among `orders`. */
    readonly returned: number;
    /** Of `customers`: those who bought on one day only. */
    readonly once: number;
  };
  readonly first: string | null;
  readonly last: string | null;
  readonly currency: string;
  readonly trail: Trail;
}

/** Where the rows behind the counts are, while the engine holds them: for whoever asks which, or what if. */
export interface Trail {
  /** The table of the marked source, and what its rows have. */
  readonly marked: string;
  readonly has: Readonly<Record<"order" | "product" | "quantity" | "time", boolean>>;
  /** The same rows with `claim` and `taken`, usable after FROM; and a test of those that were netted. */
  readonly rows: string;
  readonly netted: string;
}

/** A row that could not be read as the spec says. */
export interface Rejected {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
}

/** One column as guessed from the first rows. */
export interface ColumnGuess {
  readonly name: string;
  readonly type: ColumnType;
  readonly samples: readonly string[];
  readonly missing: number;
  readonly distinct: number;
  readonly role: Role | null;
}

/** What the user has decided against or before a guess; `null` takes a role away. */
export interface Overrides {
  readonly read?: Partial<ReadSpec>;
  readonly columns?: Readonly<Record<string, ColumnType>>;
  readonly roles?: Readonly<Partial<Record<Part, string | null>>>;
  readonly cancelled?: readonly string[];
  readonly currency?: string;
  readonly holds?: Holds;
  /** `row`: its own, whatever the layout says. */
  readonly amountOf?: "order" | "row";
  readonly ids?: readonly Evening[];
  /** The layout to read by; `null`: by none, everything is guessed. */
  readonly preset?: string | null;
}

/** One way to settle a question: sniff again with these overrides laid over those in force. */
export interface Answer {
  readonly column: string;
  readonly samples: readonly string[];
  /** How the samples would then be read, when that is the question: ISO dates, plain numbers. */
  readonly read?: readonly string[];
  /** What it means, in words of the catalogues, where neither a column nor a value says it. */
  readonly means?: Evidence;
  readonly overrides: Overrides;
}

/** Something only the user can know. `answers` change the spec; none is preselected. */
export interface Question {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly role: Role;
  readonly answers: readonly Answer[];
}

/** Why something was guessed, worded by the catalogues. */
export interface Evidence {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the first rows of a file tell. */
export interface Sniffed {
  readonly file: string;
  readonly size: number;
  readonly spec: SourceSpec;
  readonly ledger: LedgerSpec;
  readonly columns: readonly ColumnGuess[];
  /** First rows as text, one entry per column. */
  readonly preview: readonly (readonly string[])[];
  /** A word of evidence per guess, for the dialog: `encoding`, `delimiter`, `decimal`, `dates`, `header`. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** The known layouts the columns fit, the best first, and which of them was followed. */
  readonly layouts: readonly Recognised[];
  readonly layout: string | null;
  /** What an archive or a workbook lets one choose from; empty where there is none. */
  readonly choices: {
    readonly inside: readonly string[];
    readonly sheet: readonly string[];
    /** Sheets of one layout, where there are several. */
    readonly alike: readonly string[];
  };
  readonly rejected: readonly Rejected[];
  readonly questions: readonly Question[];
  /** Why the notebook cannot be made yet: a role without a column. Empty file, wrong format … are thrown instead. */
  readonly problems: readonly Problem[];
}
