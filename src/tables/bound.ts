import type { Given } from "./protocol";
import type { Supervisor } from "./supervisor";

/** Values bound and not sent yet: they go with the call that makes a table of them, and cost no trip of their own. */
export class Bound {
  readonly #run: Supervisor;
  #waiting: Given[] = [];

  constructor(run: Supervisor) {
    this.#run = run;
  }

  /** The newest values of a name count. */
  hold(given: Given): void {
    this.#waiting = [...this.#waiting.filter(({ name }) => name !== given.name), given];
  }

  take(): readonly Given[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** Before a call that takes none with it and may read them. */
  async send(): Promise<void> {
    for (const { name, values } of this.take())
      await this.#run.call("cells", `bind ${name}`, (api) => api.writeInput(name, values));
  }
}
