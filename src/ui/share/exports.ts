import type { Speech } from "../../i18n";
import { fileName, saveFile } from "../../storage/files";
import { writeJupyter } from "../../storage/formats/jupyterWrite";
import { writeKit } from "../../storage/formats/kitWrite";
import type { Session } from "../session/session.svelte";
import { download } from "../shell/pick";
import type { Format } from "./formats";

const FILES: Readonly<Record<Format, { readonly extension: string; readonly type: string }>> = {
  jupyter: { extension: "ipynb", type: "application/x-ipynb+json" },
  kit: { extension: "notebook.html", type: "text/html" },
};

/** Hands the notebook over as a file; returns its name. */
export async function exportAs(format: Format, session: Session, speech: Speech): Promise<string> {
  const { extension, type } = FILES[format];
  const title = session.view.title || speech.t("bar.untitled");
  const name = fileName(title, extension);
  const whole = { title, pieces: session.view.cells };
  const text = format === "jupyter" ? writeJupyter(whole) : writeKit(whole);
  await saveFile(new Blob([text], { type }), { name, handle: null }, download, { ask: false });
  return name;
}
