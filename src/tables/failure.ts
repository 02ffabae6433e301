import { TenureError } from "../terms/error";

export function failure(thrown: unknown, _text?: string): TenureError {
  if (thrown instanceof TenureError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new TenureError("sql.failed", {}, { cause: message });
}
