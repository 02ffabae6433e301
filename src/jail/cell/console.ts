import { LOG_LEVELS, type LogLine } from "../../terms/jail";
import { inspect } from "./inspect";

const MOST = 500;

/** Takes the place of `console`: lines go to the page as they are written, up to a limit. */
export class Console {
  dropped = 0;
  #kept = 0;
  readonly #send: (line: LogLine) => void;

  constructor(send: (line: LogLine) => void) {
    this.#send = send;
  }

  write(level: LogLine["level"], values: readonly unknown[]): void {
    if (this.#kept >= MOST) {
      this.dropped++;
      return;
    }
    this.#kept++;
    this.#send({ level, text: values.map(inspect).join(" ") });
  }

  /** The functions a program calls; those that draw or time nothing are there and silent. */
  face(): Readonly<Record<string, (...values: unknown[]) => void>> {
    const as =
      (level: LogLine["level"]) =>
      (...values: unknown[]) =>
        this.write(level, values);
    const silent = () => undefined;
    const quiet = [
      "group",
      "groupCollapsed",
      "groupEnd",
      "time",
      "timeEnd",
      "timeLog",
      "clear",
      "count",
      "profile",
    ];
    return {
      ...Object.fromEntries(quiet.map((name) => [name, silent])),
      ...Object.fromEntries(LOG_LEVELS.map((level) => [level, as(level)])),
      table: as("log"),
      dir: as("log"),
      trace: as("log"),
      assert: (held, ...values) => {
        if (!held) this.write("error", ["Assertion failed", ...values]);
      },
    };
  }
}
