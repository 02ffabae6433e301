import { expose } from "comlink";
import { sheetOf } from "../src/sources/unpack/workbook";
import { TenureError } from "../src/terms/error";

expose({
  sheetOf: (...args: Parameters<typeof sheetOf>) =>
    sheetOf(...args).catch((error: unknown) => {
      throw TenureError.from(error).toJSON() as unknown as Error;
    }),
});
