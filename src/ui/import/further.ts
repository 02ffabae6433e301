export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Progress never goes back before the reader's eyes, whatever phase reports it. */
export function further(before: Progress | null, now: Progress): Progress {
  if (!before || now.of <= 0) return before ?? now;
  return now.done / now.of >= before.done / before.of ? now : before;
}
