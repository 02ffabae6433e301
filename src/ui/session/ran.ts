/** Ids that ran since a list was looked at last: it grows while things run, and starts anew with each change. */
export function ranSince(before: readonly string[], now: readonly string[]): readonly string[] {
  const goesOn = now.length >= before.length && before.every((id, at) => now[at] === id);
  return goesOn ? now.slice(before.length) : now;
}
