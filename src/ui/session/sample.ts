import type { Language } from "../../i18n";
import { fetchAsset } from "../../realm/assets";
import { TenureError } from "../../terms/error";

/** The shipped sample, in `public/samples`. */
export const SAMPLE_FILE = "sample-orders.csv";

/** The main notebook's text in the reader's language. */
export async function template(language: Language): Promise<string> {
  const response = await fetchAsset(`notebooks/${language}/worth.md`);
  return response.text();
}

/** The sample's file and the notebook over it, written as an import would write it. */
export async function sampleNotebook(language: Language): Promise<{ text: string; file: File }> {
  try {
    const [response, truth, base] = await Promise.all([
      fetchAsset(`samples/${SAMPLE_FILE}`),
      fetchAsset("samples/sample-truth.json"),
      template(language),
    ]);
    const days = (await truth.json()) as { first: string; last: string };
    const file = new File([await response.blob()], SAMPLE_FILE, { type: "text/csv" });
    const { notebookOf } = await import("./make");
    return { text: await notebookOf(base, file, days), file };
  } catch (cause) {
    throw cause instanceof TenureError ? cause : new TenureError("open.sample", {}, { cause });
  }
}
