import type { Language } from "../../i18n";
import { fetchAsset } from "../../realm/assets";
import { TenureError } from "../../terms/error";
import { MAIN, type Template } from "../gallery/templates";
import { SAMPLE_FILE } from "./files";
import { fill } from "./template";

/** A template's text in the reader's language. */
export async function template(language: Language, { file } = MAIN): Promise<string> {
  const response = await fetchAsset(`notebooks/${language}/${file}`);
  return response.text();
}

/** A template over the sample, where it needs orders; else as it is. */
export async function templateNotebook(
  wanted: Template,
  language: Language,
): Promise<{ text: string; files: readonly File[] }> {
  if (wanted.needs === "nothing") return { text: await template(language, wanted), files: [] };
  const [response, truth, base] = await Promise.all([
    fetchAsset(`samples/${SAMPLE_FILE}`),
    fetchAsset("samples/sample-truth.json"),
    template(language, wanted),
  ]);
  const file = new File([await response.blob()], SAMPLE_FILE, { type: "text/csv" });
  const { notebookOf } = await import("./make");
  return { text: await notebookOf(base, file, (await truth.json()) as Truth), files: [file] };
}

/** The sample's file and the notebook over it, written as an import would write it. */
export async function sampleNotebook(language: Language): Promise<{ text: string; file: File }> {
  try {
    const [response, truth, base, stated] = await Promise.all([
      fetchAsset(`samples/${SAMPLE_FILE}`),
      fetchAsset("samples/sample-truth.json"),
      template(language),
      fetchAsset(`notebooks/${language}/truth.md`),
    ]);
    const known = (await truth.json()) as Truth;
    const file = new File([await response.blob()], SAMPLE_FILE, { type: "text/csv" });
    const { notebookOf } = await import("./make");
    const text = await notebookOf(base, file, known);
    return { text: `${text.trimEnd()}\n\n${fill(await stated.text(), valuesOf(known, language))}`, file };
  } catch (cause) {
    throw cause instanceof TenureError ? cause : new TenureError("open.sample", {}, { cause });
  }
}

/** `samples/sample-truth.json`: what the generator made the sample from. */
interface Truth {
  readonly currency: string;
  readonly first: string;
  readonly last: string;
  readonly params: Readonly<Record<string, number>>;
  readonly spend: { readonly mean: number };
  readonly ahead: { readonly weeks: number; readonly orders: number; readonly revenue: number };
}

/** The truth as the words of `truth.md` name it, in the figures of its language. */
function valuesOf({ params, spend, ahead }: Truth, language: Language): Record<string, string> {
  const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const values = { ...params, mean: spend.mean, ...ahead, revenue: Math.round(ahead.revenue) };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figures.format(value)]));
}
