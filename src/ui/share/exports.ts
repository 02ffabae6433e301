import { fileName, saveFile } from "../../storage/files";
import { writeJupyter } from "../../storage/formats/jupyterWrite";
import { writeKit } from "../../storage/formats/kitWrite";
import type { Session } from "../session/session.svelte";
import { download } from "../shell/pick";
import type { Format } from "./formats";

const FILES: Readonly<Record<Format, { readonly extension: string; readonly type: string }>> = {
  jupyter: { extension: "ipynb", type: "application/x-ipynb+json" },
  kit: { extension: "html", type: "text/html" },
};

/** Hands the notebook over as a file; returns its name. */
export async function exportAs(format: Format, { view }: Session, untitled: string): Promise<string> {
  const { extension, type } = FILES[format];
  const title = view.title || untitled;
  const whole = { title, pieces: view.cells };
  const text = format === "jupyter" ? writeJupyter(whole) : writeKit(whole);
  const name = fileName(title, extension);
  await saveFile(new Blob([text], { type }), { name, handle: null }, download, { ask: false });
  return name;
}
