import type { Language } from "../../i18n";
import type { Made } from "../import/made";
import { template, templateNotebook } from "../session/sample";
import { MAIN, templateOf } from "./templates";

/** A template of the gallery by its id, with the files its sources read. */
export const openTemplate = (id: string, language: Language): ReturnType<typeof templateNotebook> =>
  templateNotebook(templateOf(id), language);

/** A template over an import that the reader has confirmed. */
export async function textFor(id: string | null, language: Language, made: Made): Promise<string> {
  const { writeMade } = await import("../session/make");
  return writeMade(await template(language, id === null ? MAIN : templateOf(id)), made);
}
