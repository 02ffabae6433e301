import type { Language } from "../../i18n";
import { fetchAsset } from "../../realm/assets";
import { preparedSource } from "../../sources/prepare/recognise";
import { writeSource } from "../../sources/write";
import { splice } from "./template";

/** The notebook over a summary that was prepared where the data live; null for any other file. */
export async function preparedNotebook(file: File, language: Language): Promise<string | null> {
  const source = await preparedSource(file);
  if (!source) return null;
  const template = await (await fetchAsset(`notebooks/${language}/prepared.md`)).text();
  return splice(template, { source: writeSource("summary", source) });
}
