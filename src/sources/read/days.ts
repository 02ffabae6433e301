import type { Column } from "./columns";
import { clash, readDate, readings } from "./dates";
import type { Evidence, Overrides, Question, SourceSpec } from "../spec";

export interface DaysGuess {
  readonly dates: string;
  readonly evidence: Evidence;
}

const withTime = (layout: string, timed: boolean): string =>
  timed && /^[ymd./-]+$/.test(layout) ? `${layout} hh:mm` : layout;

/** How the file's dates are written: as the date column shows, else as the first column of dates does. */
export function dateReading(
  columns: readonly Column[],
  date: string | undefined,
  overrides: Overrides,
): DaysGuess | null {
  const column = columns.find(({ name }) => name === date) ?? columns.find(({ days }) => days.length > 0);
  // A column that is said to be the date is one, however many totals and remarks stand in it.
  const best = column?.days[0] ?? (column ? readings(column.filled)[0] : undefined);
  const sample = column?.filled[0]?.trim() ?? "";
  const chosen = overrides.read?.dates;
  if (chosen !== undefined) {
    return { dates: chosen, evidence: { code: "sniff.dates.chosen", params: { sample } } };
  }
  if (!column || !best) return null;
  const dates = withTime(best.dates, best.timed);
  const rival = column.days.find((other) => clash(other.dates, best.dates));
  const decisive = column.filled.find((cell) => rival && Number.isNaN(readDate(cell, rival.dates)));
  if (best.dates.includes(","))
    return { dates, evidence: { code: "sniff.dates.mixed", params: { layouts: dates, sample } } };
  if (rival && rival.share === best.share)
    return { dates, evidence: { code: "sniff.dates.unclear", params: { sample } } };
  const code = rival ? "sniff.dates.decided" : "sniff.dates.all";
  const share = best.share;
  return {
    dates,
    evidence: {
      code,
      params: { layout: best.dates, rows: column.filled.length, share, sample: (decisive ?? sample).trim() },
    },
  };
}

/** Day first or month first, when every date so far can be read both ways. */
export function dateQuestion(
  columns: readonly Column[],
  spec: SourceSpec,
  overrides: Overrides,
): Question | null {
  if (overrides.read?.dates !== undefined) return null;
  const column = columns.find(({ name }) => name === spec.roles.date);
  const best = column?.days[0];
  if (!column || !best) return null;
  const rivals = readings(column.filled)
    .filter((other) => clash(other.dates, best.dates) && other.share === best.share)
    .filter((other) =>
      column.filled.some((cell) => readDate(cell, best.dates) !== readDate(cell, other.dates)),
    );
  if (rivals.length === 0) return null;
  const shown = [...new Set(column.filled.map((cell) => cell.trim()))].slice(0, 5);
  return {
    code: "sniff.ask.dates",
    params: { sample: shown[0] ?? "" },
    role: "date",
    answers: [best, ...rivals].map(({ dates, timed }) => ({
      column: column.name,
      samples: shown,
      read: shown.map((cell) => new Date(readDate(cell, dates)).toISOString().slice(0, 10)),
      overrides: { read: { dates: withTime(dates, timed) } },
    })),
  };
}
