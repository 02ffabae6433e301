/** Paper is light: while the page is being printed it wears the light theme, and figures are drawn in it. */
export function printLight(root: HTMLElement): void {
  let before: string | undefined;
  addEventListener("beforeprint", () => {
    before = root.dataset["theme"];
    root.dataset["theme"] = "light";
  });
  addEventListener("afterprint", () => {
    if (before === undefined) delete root.dataset["theme"];
    else root.dataset["theme"] = before;
  });
}
