import type { Language } from "../../i18n";
import type { Desk, Origin } from "../desk.svelte";
import type { Made } from "../import/made";
import { sampleNotebook, template, templateNotebook } from "../session/sample";
import { pickFrom } from "../shell/pick";
import { MAIN, templateOf } from "./templates";

type Brought = readonly [text: string, origin: Origin];

const origin = (id: string, language: Language, files: readonly File[]): Origin => ({
  trusted: true,
  files,
  from: `template:${id}:${language}`,
});

/** The main notebook over the sample, with what is true of it. */
export async function sample(language: Language): Promise<Brought> {
  const { text, file } = await sampleNotebook(language);
  return [text, origin("sample", language, [file])];
}

/** Opens a template of the gallery, over the sample where it needs orders. */
export async function openTemplate(desk: Desk, id: string): Promise<void> {
  const { language } = desk.reader.speech;
  await desk.bring(async () => {
    const { text, files } = await templateNotebook(templateOf(id), language);
    return [text, origin(id, language, files)];
  });
}

/** The same over a file of the reader's: the import makes it. */
export async function useTemplate(desk: Desk, id: string): Promise<void> {
  const files = await pickFrom("", true);
  if (files.length === 0) return;
  await desk.leave();
  await desk.take(files);
  desk.wanted = desk.importing ? id : null;
}

/** A template over an import that the reader has confirmed. */
export async function textFor(id: string | null, language: Language, made: Made): Promise<string> {
  const { writeMade } = await import("../session/make");
  return writeMade(await template(language, id === null ? MAIN : templateOf(id)), made);
}
