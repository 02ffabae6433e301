import { fetchAsset, inside } from "../../realm/assets";
import { carriedFile, carryFile, carryText } from "../../storage/formats/carried";
import { TenureError } from "../../terms/error";
import { namesOf, sourcesOf } from "../session/offer";
import type { Session } from "../session/session.svelte";

/** The program as one file, published beside the page. */
const PROGRAM = "tenure.html";
/** Where in it a notebook goes. */
const PLACE = "<!--notebook-->";
/** Most bytes of files that travel: beyond it browsers do not open the page any more. */
const MOST = 150_000_000;

export interface LivePage {
  readonly page: Blob;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Files that sources name and nobody has given. */
  readonly missing: readonly string[];
}

/**
 * The whole program with this notebook and the files of its sources inside: whoever opens it has everything, every row
 * included. Throws `page.no-program`, `page.too-large`.
 */
export async function livePage({ view, notebook, files }: Session): Promise<LivePage> {
  const names = [...new Set(sourcesOf(view.cells).flatMap(({ spec }) => namesOf(spec)))];
  const found = await Promise.all(names.map(async (name) => ({ name, file: await files.find(name) })));
  const given = found.flatMap(({ name, file }) => (file ? [{ name, file }] : []));
  const size = given.reduce((sum, { file }) => sum + file.size, 0);
  if (size > MOST) throw new TenureError("page.too-large", { size, most: MOST });
  const [before, after] = (await programText()).split(PLACE);
  if (before === undefined || after === undefined) throw new TenureError("page.no-program");
  const parts = [before, PLACE, carryText(notebook.text)];
  for (const { name, file } of given) parts.push(carryFile(await carriedFile(name, file)));
  return {
    page: new Blob([...parts, after], { type: "text/html" }),
    files: given.map(({ name, file }) => ({ name, size: file.size })),
    missing: found.flatMap(({ name, file }) => (file ? [] : [name])),
  };
}

async function programText(): Promise<string> {
  if (inside()) return ownText();
  try {
    return await (await fetchAsset(PROGRAM)).text();
  } catch (cause) {
    throw new TenureError("page.no-program", {}, { cause });
  }
}

/** This page as it came: a file on a disk may not be fetched, but its parts stand in the document and are marked. */
function ownText(): string {
  const text = (where: string) =>
    Array.from(document.querySelectorAll(where), ({ outerHTML }) => outerHTML).join("\n");
  return `<!doctype html>\n<html lang="en">\n<head>\n${text("[data-head=first]")}\n${PLACE}\n${text("[data-head=rest]")}
</head>\n<body>\n<p data-waiting>Tenure …</p>\n${text("[data-inside]")}\n</body>\n</html>\n`;
}
