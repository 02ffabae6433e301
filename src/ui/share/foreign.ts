import { kinds } from "../../kinds/coming";
import { readJupyter } from "../../storage/formats/jupyterRead";
import { readKit, type ParseHtml } from "../../storage/formats/kitRead";
import { carriedIn, fileOf } from "../../storage/formats/carried";
import type { Carried } from "../../storage/formats/piece";
import { TenureError } from "../../terms/error";

const isKind = (word: string): boolean => kinds.has(word);

/** Takes a file of Notebook Kit apart without running or fetching anything of it. */
export const kitHtml =
  (parser: Pick<DOMParser, "parseFromString">): ParseHtml =>
  (html) => {
    const page = parser.parseFromString(html, "text/html");
    if (!page.querySelector("notebook")) return null;
    return {
      title: page.querySelector("title")?.textContent ?? null,
      cells: Array.from(page.querySelectorAll("notebook script"), (cell) => ({
        type: cell.getAttribute("type") ?? "module",
        value: cell.textContent,
        output: cell.getAttribute("output"),
        database: cell.getAttribute("database"),
        format: cell.getAttribute("format"),
        tenure: cell.getAttribute("data-tenure"),
        body: cell.getAttribute("data-body"),
      })),
    };
  };

/** A notebook of another program, as one of ours and what did not carry over. Throws `foreign.…`. */
export function carry(name: string, text: string): Carried {
  const title = name.replace(/(\.notebook)?\.[^.]*$/, "");
  try {
    return /\.ipynb$/i.test(name)
      ? readJupyter(text, isKind, title)
      : readKit(text, isKind, title, kitHtml(new DOMParser()));
  } catch (error) {
    if (!(error instanceof TenureError)) throw error;
    throw new TenureError(
      error.code,
      { ...error.params, file: name },
      { cause: error.cause, at: { file: name } },
    );
  }
}

/** What the page we stand in carries itself. */
const here = (): ReturnType<typeof carriedIn> =>
  carriedIn(Array.from(document.querySelectorAll("script[data-tenure]"), (one) => one.outerHTML).join(""));

/** The text of the notebook that came with this page; null where none did. */
export const textHere = (): string | null => here()?.text ?? null;

/** A file that came with this page. */
export function fileHere(name: string): File | null {
  const found = here()?.files.find((file) => file.name === name);
  return found ? fileOf(found) : null;
}

/** A page that Tenure has made: the notebook in it, letter by letter, and the files that travelled along; else null. */
export function ownPage(page: string): { readonly text: string; readonly files: readonly File[] } | null {
  const carried = carriedIn(page);
  return carried && { text: carried.text, files: carried.files.map(fileOf) };
}
