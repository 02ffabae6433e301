import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { serve } from "../../../.run/serve.mjs";
import { closeBrowser } from "../browser";
import { ATTACKS, idOf } from "./attack";
import { attempt } from "./attempt";
import { weaken } from "./cuts";
import { listen } from "./listener";

/** Where one defence is gone, the next still holds. */

afterAll(closeBrowser);

test("code that was given its worker's port still reads no table it does not name", async () => {
  const attack = ATTACKS.find(({ name }) => name === "ts-other-table")!;
  const id = idOf(attack.name);
  const site = await weaken(inject("dist"), ["own port"]);
  const server = await serve({ root: site.folder, base: "/sub/path/" });
  const ears = await listen([attack]);
  try {
    const { states, said } = await attempt(server, [attack], ears);
    expect([...ears.heard]).toEqual([]);
    // It ran, had the port, asked through it, and was refused.
    expect(states[id]).toBe("done");
    expect(said[id]!.trim().split("\n").at(-1)).toBe("refused");
  } finally {
    await ears.close();
    await server.close();
    site.remove();
  }
});

test("no page that runs code looks up names ahead", () => {
  for (const file of ["index.html", "jail.html"])
    expect(readFileSync(join(inject("dist"), file), "utf8")).toMatch(
      /<meta http-equiv="x-dns-prefetch-control" content="off" ?\/?>/,
    );
});
