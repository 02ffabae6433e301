/** `public/samples/lifelines.json`: some customers of the shipped sample, from its own generator. Days count from `from`. */
export interface LifeLines {
  readonly from: string;
  readonly today: string;
  readonly until: string;
  readonly lines: readonly LifeLine[];
}

export interface LifeLine {
  /** Days of orders on file, ascending; the first is where the line begins. */
  readonly recorded: readonly number[];
  /** Days of orders in one possible future, after today. */
  readonly estimated: readonly number[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly split: number;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly {
    y: number;
    start: number;
    recorded: number[];
    estimated: { x: number; fade: number }[];
  }[];
}

const DAY = 86_400_000;
const GAP = 4;
const HEAD = 22;
const FOOT = 18;

/** Days between two ISO days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** Where every tick stands in a picture of this width; `count` lines, in the order given. */
export function layOut(data: LifeLines, width: number, count: number, row: number): Drawing {
  const today = daysBetween(data.from, data.today);
  const end = Math.max(today + 1, daysBetween(data.from, data.until));
  const chosen = data.lines.slice(0, count);
  const x = (day: number) => 2 + (day / end) * (width - 4);
  const split = x(today);
  const rows = chosen.map((line, index) => ({
    y: HEAD + (index + 0.5) * row,
    start: x(line.recorded[0] ?? 0),
    recorded: line.recorded.filter((day) => day <= today).map((day) => Math.min(x(day), split - GAP)),
    estimated: line.estimated
      .filter((day) => day > today && day <= end)
      .map((day) => ({ x: Math.max(x(day), split + GAP), fade: 1 - (0.45 * (day - today)) / (end - today) })),
  }));
  const bottom = HEAD + chosen.length * row;
  return { width, height: bottom + FOOT, split, top: HEAD - 8, bottom, rows };
}
