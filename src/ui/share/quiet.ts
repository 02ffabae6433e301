/** What one presses, and what only stands while the notebook lives. */
const LIVE =
  ".add, .tools, .ways, .pager, dialog, [popover], iframe, script, template, style:not(svg style), [role=status], [aria-live], [role=toolbar]";

/** Leaves nothing in a copy of a cell that could run, ask or be pressed. */
export function hush(still: Element): void {
  for (const one of still.querySelectorAll(LIVE)) one.remove();
  // What a button says of a row is part of the table; elsewhere it is a thing to do.
  for (const button of still.querySelectorAll("button")) {
    for (const icon of button.querySelectorAll("svg")) icon.remove();
    if (button.closest("th, td")) button.replaceWith(...button.childNodes);
    else button.remove();
  }
  for (const one of still.querySelectorAll("*")) {
    for (const { name, value } of [...one.attributes]) {
      const outward = /^(src|srcset|href|xlink:href|action|formaction|poster|data|ping|background)$/i.test(
        name,
      );
      if (
        /^on/i.test(name) ||
        (name === "tabindex" && !one.matches(".still-table > .scroll")) ||
        name === "contenteditable"
      )
        one.removeAttribute(name);
      else if (outward && !harmless(one, value)) one.removeAttribute(name);
      else if (name === "style" && /url\(|image-set|@import/i.test(value)) one.removeAttribute(name);
    }
    if (one.tagName === "A") one.setAttribute("rel", "noreferrer noopener");
  }
}

const harmless = (one: Element, value: string): boolean =>
  value.startsWith("#") ||
  (one.tagName === "A" ? /^(https?:|mailto:)/i.test(value) : /^data:image\//i.test(value));

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const controls = (within: Element): Control[] => [
  ...within.querySelectorAll<Control>(":is(input, select, textarea):not(.code *)"),
];

/** In the place of every control of a copy the value it has; a copy does not know what was written into it. */
export function valuesOfControls(live: Element, still: Element): void {
  const now = controls(live);
  controls(still).forEach((control, at) => control.replaceWith(valueOf(now[at]!)));
}

function valueOf(control: Control): HTMLOutputElement {
  const value = document.createElement("output");
  value.className = "yours";
  if (control instanceof HTMLSelectElement) value.textContent = control.selectedOptions[0]?.textContent ?? "";
  else if (control.type === "checkbox" || control.type === "radio")
    value.textContent = (control as HTMLInputElement).checked ? "☑" : "☐";
  // A range has its number beside it.
  else if (control.type !== "range") value.textContent = control.value;
  return value;
}

/** Every text of a place, whole and word by word. */
export function textsOf(place: Element): readonly string[] {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    if (text !== "") texts.push(text, ...text.split(/[\s,;:"'“”«»()[\]{}]+/));
  }
  return texts;
}
