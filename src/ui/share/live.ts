import { carriedFile, carryFile, carryText } from "../../storage/formats/carried";
import { TenureError } from "../../terms/error";
import { namesOf, sourcesOf } from "../session/offer";
import type { Session } from "../session/session.svelte";
import { PLACE, programText } from "./program";

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
  const program = await programText();
  const at = program.indexOf(PLACE);
  const [before, after] = [program.slice(0, at), program.slice(at + PLACE.length)];
  const parts = [before, PLACE, carryText(notebook.text)];
  for (const { name, file } of given) parts.push(carryFile(await carriedFile(name, file)));
  return {
    page: new Blob([...parts, after], { type: "text/html" }),
    files: given.map(({ name, file }) => ({ name, size: file.size })),
    missing: found.flatMap(({ name, file }) => (file ? [] : [name])),
  };
}
