/** Puts the keyboard on the cell before or after this one. */
export function moveTo(region: HTMLElement, by: 1 | -1): void {
  const all = [...(region.parentElement?.querySelectorAll<HTMLElement>(":scope > section") ?? [])];
  const next = all[all.indexOf(region) + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
