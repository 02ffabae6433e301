import {
  DateDay,
  Float64,
  RecordBatchFileWriter,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { job, kept, readyParquet, rules } from "./read";

const table = new Table({
  customer_id: vectorFromArray(["00100", "100", "9007199254740993"], new Utf8()),
  order_date: vectorFromArray(
    [new Date("2024-01-05"), new Date("2024-02-06"), new Date("2024-03-07")],
    new DateDay(),
  ),
  amount: vectorFromArray([10.5, 20.25, 30], new Float64()),
});

const SHAPES = {
  "a file (Feather)": () => RecordBatchFileWriter.writeAll(table).toUint8Array(true),
  "a stream": () => tableToIPC(table, "stream"),
} as const;

describe("Arrow", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    readyParquet();
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());

  test.each(Object.keys(SHAPES) as (keyof typeof SHAPES)[])(
    "%s is read with its types, whatever its name",
    async (shape) => {
      const file = new File([SHAPES[shape]() as Uint8Array<ArrayBuffer>], "orders.csv");
      const { spec } = await sniff(file);
      expect(spec.read).toEqual({ format: "arrow" });
      expect(spec.columns).toEqual({ customer_id: "text", order_date: "date", amount: "decimal" });
      expect(kept(await survey(engine, file, spec, rules("keep"), job))).toMatchObject({
        customers: 3,
        orders: 3,
        cents: 6075,
        first: "2024-01-05",
        last: "2024-03-07",
      });
    },
  );

  test("one that is cut off is damaged, in words", async () => {
    const whole = SHAPES["a file (Feather)"]();
    const file = new File([whole.slice(0, whole.length / 2)], "orders.feather");
    await expect(sniff(file)).rejects.toMatchObject({ code: "source.damaged", params: { kind: "arrow" } });
  });
});
