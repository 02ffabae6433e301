import type { Mode } from "./command";

const FIELD = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/** Where the keyboard is when it is on this. */
export function modeAt(target: EventTarget | null, open: boolean): Mode {
  if (!(target instanceof Element)) return "command";
  if (target.closest("[data-palette]")) return "palette";
  if (target.closest("section.cell .cm-editor")) return "edit";
  if (target.closest(FIELD)) return "text";
  if (target.matches("section.cell")) return "command";
  // Nothing has the keyboard: then the chosen cell has, unless something lies over the page.
  const nothing = target === document.body || target === document.documentElement;
  return nothing && (!open || !document.querySelector("dialog[open]")) ? "command" : "page";
}
