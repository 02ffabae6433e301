/**
 * What `read` finds in the page's light theme. Nothing is painted in between: the theme is put back before the browser
 * draws again.
 */
export function inLight<T>(read: () => T): T {
  const root = document.documentElement;
  const before = root.dataset["theme"];
  root.dataset["theme"] = "light";
  try {
    return read();
  } finally {
    if (before === undefined) delete root.dataset["theme"];
    else root.dataset["theme"] = before;
  }
}
