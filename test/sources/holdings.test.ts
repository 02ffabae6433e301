import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hold, heldOrders, joined, loadSource, sniff } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { job, textFile } from "./read";

const FILES: Readonly<
  Record<string, readonly [text: string, holds: string, roles: Readonly<Record<string, string>>]>
> = {
  "Google Ads with titles and totals": [
    `Campaign report\n"August 1, 2026 - August 31, 2026"\nDay,Campaign,Campaign state,Campaign type,Currency code,Cost,Impr.,Clicks,Conversions,Conv. value\n2026-08-01,Brand,Enabled,Search,PLN,"1,204.50","12,000",310,12.00,"3,400.00"\n2026-08-02,Brand,Enabled,Search,PLN,980.00,"10,010",280, --,0.00\nTotal: Account, --, --, --,PLN,"2,184.50","22,010",590,12.00,"3,400.00"\n`,
    "costs",
    { date: "Day", cost: "Cost", channel: "Campaign", currency: "Currency code" },
  ],
  "Meta Ads with the currency in the header": [
    "Reporting starts,Reporting ends,Campaign name,Day,Amount spent (PLN),Impressions\n2026-08-01,2026-08-01,Lato,2026-08-01,12.50,1000\n2026-08-02,2026-08-02,Lato,2026-08-02,7.25,900\n",
    "costs",
    { date: "Day", cost: "Amount spent (PLN)", channel: "Campaign name" },
  ],
  "costs in a table of one's own, in Polish": [
    "data;kanał;koszt\n01.02.2024;google;1 200,50\n02.02.2024;meta;800,00\n",
    "costs",
    { date: "data", cost: "koszt", channel: "kanał" },
  ],
  "a survey": [
    "customer_id,nps,date\nA,9,2024-01-05\nB,3,2024-01-06\n",
    "survey",
    { customer: "customer_id", score: "nps", date: "date" },
  ],
  "an experiment": [
    "customer_id,variant,conversion\nA,test,1\nB,control,0\n",
    "experiment",
    { customer: "customer_id", group: "variant", metric: "conversion" },
  ],
  contracts: [
    "customer_id,start_date,end_date,plan\nA,2024-01-05,2024-06-30,basic\nB,2024-01-06,,pro\n",
    "contracts",
    { customer: "customer_id", start: "start_date", end: "end_date" },
  ],
  products: ["sku,cost\nM1,10.50\nL1,20.00\n", "products", { product: "sku", cost: "cost" }],
};

describe("tables beside the orders", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());

  test.each(Object.keys(FILES))("%s: told from orders, with its parts", async (name) => {
    const [text, holds, roles] = FILES[name]!;
    const sniffed = await sniff(textFile(text));
    expect(sniffed.spec.holds).toBe(holds);
    expect(sniffed.spec.roles).toEqual(roles);
    expect([sniffed.questions, sniffed.problems]).toEqual([[], []]);
  });

  test("orders stay orders, whatever other columns they have", async () => {
    for (const more of ["channel", "cost", "score", "group", "source"]) {
      const { spec } = await sniff(
        textFile(
          `customer_id,order_id,order_date,amount,${more}\nA,1,2024-01-05,10.00,1\nB,2,2024-01-06,20.00,2\n`,
        ),
      );
      expect(spec.holds).toBe(undefined);
      expect(spec.roles).toMatchObject({ customer: "customer_id", date: "order_date", amount: "amount" });
    }
  });

  test("columns are typed, and rows without a day are counted as totals", async () => {
    const file = textFile(FILES["Google Ads with titles and totals"]![0]);
    const { spec } = await sniff(file);
    const { raw } = await loadSource(engine, file, spec, "ads", job);
    expect(
      await engine.row(
        `SELECT sum("Cost")::DOUBLE AS cost, typeof(any_value("Day")) AS day FROM ${raw.sql} WHERE "Day" IS NOT NULL`,
      ),
    ).toEqual({ cost: 2184.5, day: "DATE" });
    expect(await joined(engine, raw, new Map(), job)).toMatchObject({ rows: 3, dateless: 1, key: null });
  });

  test("keys are compared with those of the orders, and what would multiply orders is refused", async () => {
    const orders = textFile(
      "customer_id,order_date,amount\nA,2024-01-05,1\nA,2024-01-06,2\nB,2024-01-07,3\n",
    );
    const sold = await loadSource(engine, orders, (await sniff(orders)).spec, "sales", job);
    await hold(engine, "sales", sold, job);
    const fit = async (text: string) => {
      const file = textFile(text);
      const { raw } = await loadSource(engine, file, (await sniff(file)).spec, "t", job);
      return joined(engine, raw, await heldOrders(engine), job);
    };
    expect(await fit("customer_id,variant,conversion\nA,x,1\nC,y,0\nD,y,1\n")).toMatchObject({
      key: "customer",
      keys: 3,
      repeated: 0,
      refused: false,
      against: { source: "sales", unmatched: 2, bare: 1, examples: ["C", "D"] },
    });
    expect(await fit("customer_id,variant,conversion\nA,x,1\nA,y,0\n")).toMatchObject({
      repeated: 1,
      refused: true,
    });
    // Somebody may answer twice: a survey is joined to customers, not to orders.
    expect(await fit("customer_id,nps,date\nA,9,2024-01-05\nA,8,2024-02-05\n")).toMatchObject({
      repeated: 1,
      refused: false,
    });
  });
});
