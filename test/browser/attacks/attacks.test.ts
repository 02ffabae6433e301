import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { serve } from "../../../.run/serve.mjs";
import { closeBrowser } from "../browser";
import { ATTACKS, DOORS, idOf, type Attack } from "./attack";
import { arrive, attempt, bring, type Outcome } from "./attempt";
import { control } from "./control";
import { weaken } from "./cuts";
import { listen, type Listener } from "./listener";

/**
 * A stranger's notebook, files and links against the built site. Every attack is heard when the least that stands in
 * its way is taken out of the site's bytes, and not heard when nothing is.
 */

/** What was heard with a defence removed; an attack whose control broke has none, and the reason stands beside it. */
const heard = new Map<string, readonly string[]>();
const broken: string[] = [];
let listener: Listener;
let outcome: Outcome;

/** Attacks with the same defences to take away share a page. */
const groups = new Map<string, Attack[]>();
for (const attack of ATTACKS) {
  const key = attack.alone ? attack.name : attack.without.join(" + ");
  groups.set(key, [...(groups.get(key) ?? []), attack]);
}

async function controls(): Promise<void> {
  for (const [key, group] of groups) {
    try {
      for (const [name, what] of await control(inject("dist"), group)) heard.set(name, what);
    } catch (error) {
      broken.push(`${key}: ${String(error)}`);
    }
  }
}

async function defended(): Promise<void> {
  const server = await serve({ root: inject("dist"), base: "/sub/path/" });
  listener = await listen(ATTACKS);
  const whole = { ...server, offline: true };
  await arrive(whole, ATTACKS, listener);
  await bring(whole, ATTACKS, listener);
  outcome = await attempt(whole, ATTACKS, listener);
  await listener.close();
  await server.close();
}

beforeAll(() => Promise.all([controls(), defended()]), 900_000);
afterAll(closeBrowser);

describe.each(DOORS)("from %s", (door) => {
  describe.each(ATTACKS.filter((attack) => attack.door === door))("$name ($way)", ({ name, without }) => {
    test(`is heard without ${without.join(" and ")}`, () => {
      expect(heard.get(name) ?? [], broken.join("\n")).not.toEqual([]);
    });
    test("is not heard", () => {
      expect(listener.heard.get(name) ?? []).toEqual([]);
    });
  });
});

const count = (key: "door" | "way"): string => {
  const found = new Map<string, number>();
  for (const attack of ATTACKS) found.set(attack[key], (found.get(attack[key]) ?? 0) + 1);
  return [...found].map(([name, n]) => `${name} ${n}`).join(", ");
};

describe(`${ATTACKS.length} attempts`, () => {
  test(`from ${count("door")}`, () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
    for (const door of DOORS)
      expect(ATTACKS.filter((attack) => attack.door === door).length, door).toBeGreaterThan(0);
  });

  test(`by ${count("way")}`, () => {
    expect([...listener.heard]).toEqual([]);
    expect(outcome.foreign).toEqual([]);
    expect(outcome.polluted).toEqual([]);
  });

  test("each was made: its cell has run to an end", () => {
    const cells = ATTACKS.filter(({ plant }) =>
      plant(listener.ears(ATTACKS[0]!, "")).cells?.includes(" id="),
    );
    const idle = cells.filter(({ name }) => !/^(done|failed)$/.test(outcome.states[idOf(name)] ?? "done"));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test("each control has run to its end", () => {
    expect(broken).toEqual([]);
  });

  test("the page still works afterwards", () => {
    expect(outcome.states["alive"]).toBe("done");
  });

  test("a defence that is not where it was is noticed", async () => {
    const gone = { "a defence": [{ file: /^index\.html$/, find: /no such bytes/, put: "" }] };
    await expect(weaken(inject("dist"), ["a defence"], {}, gone)).rejects.toThrow("a defence");
  });
});
