import { tick } from "svelte";

const regionOf = (key: string) => document.getElementById(`cell-${key}`);

/** Brings a cell to the top of the window and the keyboard to it. */
export function enterRegion(key: string): void {
  const region = regionOf(key);
  region?.scrollIntoView({ block: "start" });
  region?.focus({ preventScroll: true });
}

/** Brings a cell into view, once it is drawn; from a button outside of the sheet the keyboard stays. */
export function showRegion(key: string): void {
  void tick().then(() => {
    const region = regionOf(key);
    region?.scrollIntoView({ block: "nearest" });
    const at = document.activeElement;
    if (at === document.body || at?.closest("main > section:not(#" + CSS.escape(`cell-${key}`) + ")"))
      region?.focus({ preventScroll: true });
  });
}
