import { fold } from "../graph";

interface Unit {
  readonly id: string | null;
  readonly kind: string;
  readonly body: string;
}

/**
 * One key per cell, unique, stable while the text around it changes: the id where there is one, `~1`, `~2` …
 * for the nameless, who are recognised first by what they say, then by their place among changed neighbours.
 */
export function keysFor(
  now: readonly Unit[],
  before: readonly (Unit & { readonly key: string })[],
): string[] {
  const keys = new Map<number, string>();
  const taken = new Set<string>();
  const give = (index: number, key: string) => {
    keys.set(index, key);
    taken.add(key);
  };
  const ids = new Set<string>();
  now.forEach(({ id }, index) => {
    if (id === null || ids.has(fold(id))) return;
    ids.add(fold(id));
    give(index, id);
  });

  const old = before.filter((unit) => unit.key !== unit.id);
  const fresh = now.map((_, index) => index).filter((index) => !keys.has(index));
  const match = (same: (a: Unit, b: Unit) => boolean) => {
    let from = 0;
    for (const index of fresh) {
      if (keys.has(index)) continue;
      const at = old.findIndex(
        (unit, place) => place >= from && !taken.has(unit.key) && same(unit, now[index]!),
      );
      if (at < 0) continue;
      give(index, old[at]!.key);
      from = at + 1;
    }
  };
  match((a, b) => a.kind === b.kind && a.id === b.id && a.body === b.body);
  match((a, b) => a.kind === b.kind && a.id === b.id);

  let next = 1;
  for (const index of fresh) {
    if (keys.has(index)) continue;
    while (taken.has(`~${next}`) || before.some((unit) => unit.key === `~${next}`)) next++;
    give(index, `~${next}`);
  }
  return now.map((_, index) => keys.get(index)!);
}
