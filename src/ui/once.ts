import { inTurns } from "./parts/figure/turns";

/**
 * Brings a part of the page that many cells show. Each `import()` looks through the whole page for its files, which for
 * hundreds of cells takes longer than drawing them: so there is one of them. What is drawn with it is drawn cell by
 * cell, each in a task of its own. What has failed is tried again.
 */
export function once<T>(bring: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | null = null;
  return async () => {
    const part = await (held ??= bring().catch((error: unknown) => {
      held = null;
      throw error;
    }));
    return new Promise((done) => {
      inTurns(
        (function* () {
          done(part);
        })(),
      );
    });
  };
}
