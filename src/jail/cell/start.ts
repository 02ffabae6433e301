import { TenureError, type Problem } from "../../terms/error";
import type { Answer, Given, Outcome, Program } from "../../terms/jail";
import type { RecordedPlot } from "../../terms/plot";
import type { Batch } from "../../terms/table";
import type { FromCell, ToCell } from "../protocol";
import { bare } from "./bare";
import { Console } from "./console";
import { withHistories } from "./fit";
import { TableHandle } from "./handle";
import { html } from "./html";
import { outcomeOf } from "./outcome";
import { failureOf, run } from "./run";
import { writers } from "./written";

/** What programs may use beside the language; the entry point brings it, for this folder knows no model. */
export interface Library {
  readonly clv: Readonly<Record<string, unknown>>;
  /** A saved fit as a fit that can be asked; refused ones too, which then refuse. */
  load(saved: { readonly [key: string]: unknown }): object;
  readonly Plot: object;
  /** What Plot's figures are recorded as; null: it is none. */
  plotOf(value: unknown): RecordedPlot | null;
  /** Remembers from which cell rows came, for errors of figures drawn from them. */
  readonly nameRows: <T extends object>(rows: T, cell: string) => T;
}

interface Scope {
  addEventListener(type: "message", listener: (event: MessageEvent) => void, options: { once: true }): void;
  addEventListener(type: "unhandledrejection", listener: (event: PromiseRejectionEvent) => void): void;
}

/** Waits for its port, strips the scope, runs one program and says what came of it. */
export function startCell(library: Library, scope: Scope = globalThis): void {
  scope.addEventListener(
    "message",
    ({ ports: [port] }) => {
      if (port) serve(port, library, scope);
    },
    { once: true },
  );
}

function serve(port: MessagePort, library: Library, scope: Scope): void {
  // Held here, for a program may put its own in their place.
  const post = port.postMessage.bind(port);
  const send = (message: FromCell, transfer: Transferable[] = []) => post(message, transfer);
  const log = new Console((line) => send({ is: "log", line }));
  const waiting = new Map<
    number,
    { resolve: (batch: Batch) => void; reject: (error: TenureError) => void }
  >();
  let asked = 0;
  const ask: Answer = (of) =>
    new Promise((resolve, reject) => {
      waiting.set(++asked, { resolve, reject });
      send({ is: "ask", ask: asked, of });
    });
  const settle = (ask: number, act: (one: NonNullable<ReturnType<typeof waiting.get>>) => void) => {
    const one = waiting.get(ask);
    waiting.delete(ask);
    if (one) act(one);
  };
  port.onmessage = ({ data }: MessageEvent<ToCell>) => {
    if (data.is === "rows") settle(data.ask, ({ resolve }) => resolve(data.batch));
    else if (data.is === "refused") settle(data.ask, ({ reject }) => reject(refusal(data.problem)));
    else if (data.is === "beat") send({ is: "beat" });
    else void start(data.program, library, ask, log, send);
  };
  scope.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.write("error", [event.reason]);
  });
  bare();
  send({ is: "ready" });
}

const refusal = (problem: Problem): TenureError => TenureError.from(problem);

async function start(
  program: Program,
  library: Library,
  ask: Answer,
  log: Console,
  send: (message: FromCell, transfer?: Transferable[]) => void,
): Promise<void> {
  try {
    const names = { ...namesFor(program, library, log), ...given(program, library, ask) };
    const outcome = outcomeOf(await run(program, names), (value) => library.plotOf(value));
    send({ is: "done", outcome, dropped: log.dropped }, buffers(outcome));
  } catch (thrown) {
    send({ is: "failed", failure: failureOf(thrown), dropped: log.dropped });
  }
}

const namesFor = ({ locale }: Program, { clv, Plot }: Library, log: Console) => ({
  clv,
  Plot,
  html,
  ...writers(locale),
  console: log.face(),
});

function given({ given }: Program, library: Library, ask: Answer): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, one]) => [name, valueOf(name, one, library, ask)]),
  );
}

function valueOf(name: string, one: Given, library: Library, ask: Answer): unknown {
  if (one.is === "json") return one.json;
  const table = new TableHandle(name, one.rows, one.columns, ask, library.nameRows);
  return one.is === "table" ? table : withHistories(library.load(one.fit), one.fit["unit"], table);
}

function buffers(outcome: Outcome): Transferable[] {
  if (outcome.is !== "columns") return [];
  return outcome.columns.flatMap(({ values }) =>
    ArrayBuffer.isView(values) ? [values.buffer as ArrayBuffer] : [],
  );
}
