import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { PRESETS } from "../../src/sources/presets";
import { nodeEngine, type NodeEngine } from "../engine";
import { DATA, job, kept, real, textFile } from "./read";

/** What is known of one export, as the facts say it; nothing here comes from our presets. */
interface Format {
  readonly id: string;
  readonly verification: string;
  readonly headers: readonly string[];
  readonly delimiter: string;
  readonly date_format: string;
  readonly number_format: string;
  readonly grain: string;
  readonly map: Readonly<Record<string, string | null>>;
}

const path = real("export-formats.json");
const formats: readonly Format[] =
  DATA !== undefined && existsSync(path)
    ? (JSON.parse(readFileSync(path, "utf8")) as { formats: Format[] }).formats
    : [];

/** Columns of the file that a sentence of the facts names, in the order it names them. */
function named({ headers }: Format, text: string | null | undefined): string[] {
  if (!text || /^(NONE|-)/.test(text)) return [];
  const found = headers.flatMap((header) => {
    // A field of a list within the order is called by its last name.
    const at = text.search(
      new RegExp(
        `(^|[^\\w])${header.replace("products[].", "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[^\\w])`,
        "u",
      ),
    );
    return at < 0 ? [] : [{ header, at }];
  });
  const longest = found.filter(
    ({ header, at }) =>
      !found.some((o) => o.header.length > header.length && o.at <= at && at < o.at + o.header.length),
  );
  return longest.sort((a, b) => a.at - b.at).map(({ header }) => header);
}

const ORDERS = [
  { who: "a", day: [2025, 3, 14], lines: [10.5, 20], status: "" },
  { who: "b", day: [2025, 4, 25], lines: [1200.25], status: "" },
  { who: "a", day: [2025, 6, 30], lines: [7.25, 2.75], status: "" },
  { who: "c", day: [2025, 7, 17], lines: [99.99], status: "" },
] as const;
const total = (lines: readonly number[]): number => lines.reduce((a, b) => a + b, 0);
const pad = (n: number): string => String(n).padStart(2, "0");

function day(
  { id, date_format: how }: Format,
  column: string,
  [y, m, d]: readonly [number, number, number],
): string {
  const at = Date.UTC(y, m - 1, d, 9, 30);
  if (column === "event_timestamp") return String(at * 1000);
  if (/unix SECONDS/.test(how)) return String(at / 1000);
  if (id === "paypal_activity") return `${pad(m)}/${pad(d)}/${y}`;
  if (/^'?MMM D/.test(how))
    return new Date(at).toLocaleString("en-US", {
      timeZone: "UTC",
      dateStyle: "medium",
      timeStyle: "medium",
    });
  if (/^(event_date ')?YYYYMMDD/.test(how)) return `${y}${pad(m)}${pad(d)}`;
  if (/^DD\.MM\.YYYY/.test(how)) return `${pad(d)}.${pad(m)}.${y}${/H:MM|HH:MM/.test(how) ? " 9:30:00" : ""}`;
  if (/^user locale/.test(how)) return `${m}/${d}/${y}`;
  if (/^ISO 8601/.test(how)) return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
  return `${y}-${pad(m)}-${pad(d)} 09:30:00${/\+ZZZZ/.test(how) ? " +0200" : ""}`;
}

/** A file of four orders by three customers, written as the facts say. */
function fileOf(format: Format): File {
  const of = (key: string): string[] => named(format, format.map[key]);
  const comma = /^decimal comma/.test(format.number_format);
  const money = (value: number): string => value.toFixed(2).replace(".", comma ? "," : ".");
  const priced = /^sum\(price/.test(format.map["amount_gross"] ?? "");
  const lineGrain =
    priced || /LINE ITEM|ORDER ITEM|per item|row per order x SKU|item \(order totals/i.test(format.grain);
  const blankAfter = /filled only on the first row/.test(format.grain);
  const lineAmounts = [
    ...named(format, format.map["line_amount"]).filter((h) => !/price|quantity|discount/i.test(h)),
  ];
  const price = of("line_amount").filter((h) => /price/i.test(h));
  const rows = ORDERS.flatMap((order, number) => {
    const parts = lineGrain ? order.lines : [total(order.lines)];
    return parts.map((part, i) => {
      const cells = new Map<string, string>();
      const set = (columns: readonly string[], value: string): void =>
        columns.forEach((column) => cells.set(column, value));
      const first = i === 0 || !blankAfter;
      set(of("product"), `P${part}`);
      set(of("channel"), "web");
      set(of("quantity"), "1");
      set(of("cost"), money(1));
      set(of("currency"), "eur");
      if (first)
        set(
          [...of("amount_net"), ...of("amount_gross")],
          money(
            lineGrain && lineAmounts.length === 0 && !blankAfter && !/repeats/.test(format.grain)
              ? part
              : total(order.lines),
          ),
        );
      set(named(format, format.map["amount_net"]?.replace(/;.*/, "").replace(/^[^-]*-?/, "")), money(0));
      set([...lineAmounts, ...price], money(part));
      if (priced) {
        set(of("amount_gross"), money(0));
        set(named(format, "price_brutto"), money(part));
        set(of("quantity"), "1");
      }
      set(of("order_id"), `${1000 + number}`);
      set(of("customer_id"), `${order.who}@example.com`);
      for (const column of of("order_date")) cells.set(column, day(format, column, order.day));
      return format.headers.map((header) => cells.get(header) ?? "");
    });
  });
  const delimiter = format.delimiter.startsWith("TAB") ? "\t" : (/^[,;]/.exec(format.delimiter)?.[0] ?? ",");
  return textFile(Papa.unparse([[...format.headers], ...rows], { delimiter }), `${format.id}.csv`);
}

/** In which layouts the facts say that a row is an order, and name who bought. */
const NO_ORDERS = new Set([
  "ga4_ui_csv",
  "google_ads_campaign",
  "meta_ads",
  "klaviyo_profiles",
  "hubspot_contacts",
  "ozon_performance_bonus",
]);

describe.skipIf(formats.length === 0)(
  `layouts of exports${formats.length === 0 ? " (skipped: needs TENURE_DATA)" : ""}`,
  () => {
    let engine: NodeEngine;
    beforeAll(async () => {
      engine = await nodeEngine();
    }, 60_000);
    afterAll(() => engine.close());

    test("every one known to the facts is known to us", () => {
      expect(PRESETS.map(({ id }) => id).sort()).toEqual(formats.map(({ id }) => id).sort());
    });

    test.each(formats)("$id is recognised and mapped", async (format) => {
      const file = fileOf(format);
      const { layout, layouts, spec, questions } = await sniff(file);
      expect(layout).toBe(format.id);
      const known = layouts[0]!;
      expect({ missing: known.missing, extra: known.extra }).toEqual({ missing: [], extra: [] });
      const claim = /^verified/.test(format.verification)
        ? "verified"
        : /^UNVERIFIED/.test(format.verification)
          ? "unverified"
          : "partly";
      expect(known.preset.checked).toBe(claim);
      for (const [role, key] of [
        ["customer", "customer_id"],
        ["order", "order_id"],
        ["date", "order_date"],
      ] as const) {
        const may = named(format, format.map[key]);
        if (spec.roles[role] !== undefined)
          expect([role, may]).toEqual([role, expect.arrayContaining([spec.roles[role]])]);
        else if (!NO_ORDERS.has(format.id)) expect([role, may]).toEqual([role, []]);
      }
      if (NO_ORDERS.has(format.id) || format.id === "amazon_all_orders") return;
      expect(questions).toEqual([]);
      const rules = (await sniff(file)).ledger;
      const ledger = await survey(
        engine,
        file,
        spec,
        { rules: { ...rules.rules, "duplicate-row": "keep" } },
        job,
      );
      const cents = Math.round(total(ORDERS.flatMap(({ lines }) => [...lines])) * 100);
      expect(kept(ledger)).toMatchObject({ customers: 3, orders: 4, cents });
    });
  },
);
