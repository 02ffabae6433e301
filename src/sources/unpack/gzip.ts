import { TenureError } from "../../terms/error";

/** The unpacked file, whole. Only for what must be taken apart; tables are read as a stream. */
export async function gunzipped(file: File): Promise<File> {
  try {
    const blob = await new Response(file.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
    return new File([blob], file.name.replace(/\.gz$/i, ""));
  } catch (cause) {
    throw new TenureError("source.truncated-gzip", { file: file.name }, { cause, at: { file: file.name } });
  }
}
