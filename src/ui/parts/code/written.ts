import type { Formatters } from "../../../i18n";
import type { Json } from "../../../terms/view";

interface Written {
  readonly json: Json;
  readonly unit?: string | undefined;
  readonly writer?: string | undefined;
}

/** A single value of a cell in the reader's language. */
export function writtenValue({ json, unit = "", writer }: Written, format: Formatters): string {
  if (json === null) return "–";
  if (typeof json === "string") return writer === "date" ? format.date(json) : json;
  if (typeof json !== "number") return JSON.stringify(json);
  if (Number.isNaN(json)) return "NaN";
  if (!Number.isFinite(json)) return json > 0 ? "∞" : "−∞";
  if (writer === "percent") return format.percent(json);
  if (writer === "money" || /^[A-Z]{3}$/.test(unit)) return format.money(json, unit);
  if (unit === "day" || unit === "week" || unit === "month" || unit === "year")
    return format.measure(json, unit);
  return json !== 0 && Math.abs(json) < 0.001 ? format.tiny(json) : format.number(json, 4);
}
