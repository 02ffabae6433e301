import { expose } from "comlink";
import { bookSink, type BookSink } from "../src/tables/look/workbook";
import { TenureError } from "../src/terms/error";

let sink: BookSink | null = null;

/** What is thrown leaves as a `Problem`: an Error would lose its code on the way to the page. */
function guarded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw TenureError.from(error).toJSON() as unknown as Error;
  }
}

const api = {
  open: (...args: Parameters<typeof bookSink>): void => void (sink = bookSink(...args)),
  add: (...args: Parameters<BookSink["add"]>): void => guarded(() => sink!.add(...args)),
  end: (): Blob =>
    guarded(
      () =>
        new Blob([sink!.end()], {
          type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }),
    ),
};
export type BookApi = typeof api;
expose(api);
