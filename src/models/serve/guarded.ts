import { TenureError } from "../../terms/error";
import type { ModelService } from "../service";

/** The same service whose rejections are plain `Problem`s, which cross a worker whole. */
export function guarded(service: ModelService): ModelService {
  const guard =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return call(...args);
      } catch (error) {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- an Error would lose its code on the way
        throw TenureError.from(error).toJSON();
      }
    };
  return {
    fit: guard((...a: Parameters<ModelService["fit"]>) => service.fit(...a)),
    fitSpend: guard((...a: Parameters<ModelService["fitSpend"]>) => service.fitSpend(...a)),
    intervals: guard((...a: Parameters<ModelService["intervals"]>) => service.intervals(...a)),
    predict: guard((...a: Parameters<ModelService["predict"]>) => service.predict(...a)),
    counts: guard((...a: Parameters<ModelService["counts"]>) => service.counts(...a)),
    tracking: guard((...a: Parameters<ModelService["tracking"]>) => service.tracking(...a)),
    backtest: guard((...a: Parameters<ModelService["backtest"]>) => service.backtest(...a)),
    compare: guard((...a: Parameters<ModelService["compare"]>) => service.compare(...a)),
    score: guard((...a: Parameters<ModelService["score"]>) => service.score(...a)),
    scorePart: guard((...a: Parameters<ModelService["scorePart"]>) => service.scorePart(...a)),
  };
}
