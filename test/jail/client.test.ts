import { afterEach, describe, expect, test } from "vitest";
import { Jail, type Frame } from "../../src/jail/client";
import type { FromCell, FromFrame, ToCell, ToFrame } from "../../src/jail/protocol";
import type { Ask, Given, Program } from "../../src/terms/jail";
import type { Batch } from "../../src/terms/table";

type Worker = (say: (message: FromCell) => void, heard: ToCell) => void;

/** A frame without a browser: each `start` gives a worker that does what `behave` says. */
function frames(behave: Worker | null, { ready = true, answers = true } = {}) {
  const opened: { removed: boolean; heard: ToFrame["is"][] }[] = [];
  const ports: MessagePort[] = [];
  const open = (): Promise<Frame> => {
    const { port1: control, port2: theirs } = new MessageChannel();
    ports.push(control, theirs);
    const one = { removed: false, heard: [] as ToFrame["is"][] };
    opened.push(one);
    const say = (message: FromFrame) => theirs.postMessage(message);
    theirs.onmessage = ({ data, ports: [port] }: MessageEvent<ToFrame>) => {
      one.heard.push(data.is);
      if (data.is === "ping" && answers) say({ is: "pong" });
      if (data.is !== "start" || !port || !behave) return;
      ports.push(port);
      port.onmessage = (event: MessageEvent<ToCell>) =>
        behave((message) => port.postMessage(message), event.data);
      port.postMessage({ is: "ready" } satisfies FromCell);
    };
    if (ready) say({ is: "ready" });
    return Promise.resolve({
      control,
      remove: () => {
        one.removed = true;
        control.close();
      },
    });
  };
  return {
    open,
    opened,
    end: () => ports.forEach((port) => port.close()),
    /** The last worker or the frame is ended, as at a limit of memory: its end of the port closes. */
    die: (which: "worker" | "frame") => (which === "worker" ? ports.at(-1) : ports[1])!.close(),
  };
}

const program = (given: Record<string, Given> = {}): Program => ({ code: "", expression: false, given });
const signal = new AbortController().signal;
const nobody = () => Promise.reject(new Error("nobody asked"));

let all: { end(): void }[] = [];
function jail(
  behave: Worker | null,
  { beat = 10, ...how }: { ready?: boolean; answers?: boolean; beat?: number } = {},
) {
  const made = frames(behave, how);
  all.push(made);
  return { ...made, jail: new Jail({ open: made.open, startTimeout: 300, beat }) };
}
afterEach(() => {
  for (const one of all) one.end();
  all = [];
});

describe("a run", () => {
  test("gives the outcome with what was logged; the next has a worker of its own in the same frame", async () => {
    const { jail: place, opened } = jail((say, heard) => {
      if (heard.is !== "run") return;
      say({ is: "log", line: { level: "log", text: "hello" } });
      say({ is: "done", outcome: { is: "json", json: 42 }, dropped: 3 });
    });
    const ran = { outcome: { is: "json", json: 42 }, log: [{ level: "log", text: "hello" }], dropped: 3 };
    expect(await place.run(program(), nobody, signal)).toEqual(ran);
    expect(await place.run(program(), nobody, signal)).toEqual(ran);
    expect(opened).toHaveLength(1);
    expect(opened[0]!.heard.filter((is) => is === "start")).toHaveLength(2);
  });

  test("reads rows of what it was given and of nothing else, whatever it asks for", async () => {
    const asks: Ask[] = [
      { name: "orders", columns: ["n", "nosuch"], limit: 2 },
      { name: "secret", columns: ["n"], limit: null },
      { name: "toString", columns: ["n"], limit: null },
      { name: "k", columns: ["n"], limit: null },
      { name: "orders", columns: ["nosuch"], limit: null },
    ];
    const answers: string[] = [];
    const { jail: place } = jail((say, heard) => {
      if (heard.is === "run") asks.forEach((of, ask) => say({ is: "ask", ask, of }));
      else if (heard.is === "rows") answers.push(`rows ${heard.batch.rows}`);
      else if (heard.is === "refused") answers.push(`refused ${heard.problem.code}`);
      if (answers.length === asks.length) say({ is: "done", outcome: { is: "nothing" }, dropped: 0 });
    });
    const seen: Ask[] = [];
    const orders = { is: "table", rows: 1, columns: [{ name: "n", type: "DOUBLE" }] } as const;
    await place.run(
      program({ orders, k: { is: "json", json: 1 } }),
      (ask) => {
        seen.push(ask);
        return Promise.resolve({
          rows: 1,
          columns: orders.columns,
          values: [Float64Array.of(1)],
        } satisfies Batch);
      },
      signal,
    );
    expect(seen).toEqual([{ name: "orders", columns: ["n"], limit: 2 }]);
    expect(answers.sort()).toEqual([
      "refused jail.not-given",
      "refused jail.not-given",
      "refused jail.not-given",
      "refused jail.not-given",
      "rows 1",
    ]);
  });

  test("that is stopped ends its frame at once, also while that is on its way; the next opens another", async () => {
    const silent = jail(() => undefined);
    const controller = new AbortController();
    const running = silent.jail.run(program(), nobody, controller.signal);
    setTimeout(() => controller.abort(), 30);
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(silent.opened[0]!.removed).toBe(true);
    const early = new AbortController();
    const starting = silent.jail.run(program(), nobody, early.signal);
    early.abort();
    await expect(starting).rejects.toMatchObject({ name: "AbortError" });
    expect(silent.opened).toHaveLength(2);
  });

  test("that fails names the error by what it is, with its last words", async () => {
    const failing = (name: string, message: string) =>
      jail((say, heard) => {
        if (heard.is !== "run") return;
        say({ is: "log", line: { level: "warn", text: "before" } });
        const failure = { name, message, stack: "f, 1:2", at: { line: 1, column: 2 }, problem: null };
        say({ is: "failed", failure, dropped: 0 });
      }).jail.run(program(), nobody, signal);
    await expect(failing("TypeError", "x is null")).rejects.toMatchObject({
      code: "jail.failed",
      params: { message: "TypeError: x is null" },
      place: { line: 1, column: 2 },
      cause: "TypeError: x is null\nf, 1:2\nwarn: before",
    });
    await expect(failing("ReferenceError", "fetch is not defined")).rejects.toMatchObject({
      code: "jail.no-power",
    });
    await expect(failing("ReferenceError", "foo is not defined")).rejects.toMatchObject({
      code: "jail.no-name",
    });
    for (const message of [
      "Array buffer allocation failed",
      "Invalid array length",
      "Invalid typed array length: 9007199254740991",
      "Invalid string length",
      "Map maximum size exceeded",
    ])
      await expect(failing("RangeError", message)).rejects.toMatchObject({ code: "jail.no-memory" });
    await expect(failing("RangeError", "Maximum call stack size exceeded")).rejects.toMatchObject({
      code: "jail.failed",
    });
  });

  test("that forges its outcome is refused", async () => {
    const { jail: place } = jail((say, heard) => {
      if (heard.is === "run") say({ is: "done", outcome: { is: "given", name: "secret" }, dropped: 0 });
    });
    await expect(place.run(program(), nobody, signal)).rejects.toMatchObject({ code: "jail.forged" });
  });
});

describe("a program that never lets go", () => {
  test("is ended after as many calls as its seconds hold, with its last words and what would give it longer", async () => {
    const calls: ToCell["is"][] = [];
    const endless = jail((say, heard) => {
      calls.push(heard.is);
      if (heard.is === "run") say({ is: "log", line: { level: "log", text: "round 7" } });
    });
    await expect(endless.jail.run({ ...program(), patience: 0.05 }, nobody, signal)).rejects.toMatchObject({
      code: "jail.too-long",
      params: { seconds: 0.05, longer: 0.05 * 6 },
      cause: "log: round 7",
    });
    // One call stays unanswered; its frame goes whole, and the next program has another.
    expect(calls).toEqual(["run", "beat"]);
    expect(endless.opened[0]!.removed).toBe(true);
  });

  test("is told from one that works on and answers, however long that takes", async () => {
    let beats = 0;
    const long = jail((say, heard) => {
      if (heard.is !== "beat") return;
      say({ is: "beat" });
      if (++beats === 12) say({ is: "done", outcome: { is: "nothing" }, dropped: 0 });
    });
    await long.jail.run({ ...program(), patience: 0.05 }, nobody, signal);
    expect(beats).toBe(12);
  });
});

describe("silence", () => {
  test("of a frame that never comes up, of a worker that never starts, of a frame that is gone", async () => {
    const never = jail(null, { ready: false });
    await expect(never.jail.run(program(), nobody, signal)).rejects.toMatchObject({
      code: "jail.start-timeout",
    });
    expect(never.opened[0]!.removed).toBe(true);
    await expect(jail(null).jail.run(program(), nobody, signal)).rejects.toMatchObject({
      code: "jail.start-timeout",
    });
    const gone = jail(() => undefined, { answers: false });
    await expect(gone.jail.run(program(), nobody, signal)).rejects.toMatchObject({ code: "jail.lost" });
    expect(gone.opened[0]!.removed).toBe(true);
  });

  test("of a worker or a frame that went without a word is heard at once", async () => {
    const dies = (which: "worker" | "frame") => {
      // Nobody asks whether it still lives.
      const made = jail(
        (_say, heard) => {
          if (heard.is === "run") made.die(which);
        },
        { beat: 1e6 },
      );
      return made.jail.run(program(), nobody, signal);
    };
    await expect(dies("worker")).rejects.toMatchObject({ code: "jail.lost" });
    await expect(dies("frame")).rejects.toMatchObject({ code: "jail.lost" });
  });
});
