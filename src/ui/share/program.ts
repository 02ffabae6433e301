import { fetchAsset, inside } from "../../realm/assets";
import { TenureError } from "../../terms/error";

/** The program as one file, published beside the page. */
export const PROGRAM = "tenure.html";
/** Where in it a notebook goes. */
export const PLACE = "<!--notebook-->";

/** The whole program as the text of one page. Throws `page.no-program` where the site does not have it. */
export async function programText(): Promise<string> {
  if (inside()) return ownText();
  let text: string;
  try {
    text = await (await fetchAsset(PROGRAM)).text();
  } catch (cause) {
    throw new TenureError("page.no-program", {}, { cause });
  }
  // Some servers answer for what they do not have with a page of their own.
  if (!text.includes(PLACE)) throw new TenureError("page.no-program");
  return text;
}

/** This page as it came: a file on a disk may not be fetched, but its parts stand in the document and are marked. */
function ownText(): string {
  const text = (where: string) =>
    Array.from(document.querySelectorAll(where), ({ outerHTML }) => outerHTML).join("\n");
  return `<!doctype html>\n<html lang="en">\n<head>\n${text("[data-head=first]")}\n${PLACE}\n${text("[data-head=rest]")}
</head>\n<body>\n<p data-waiting>Tenure …</p>\n${text("[data-inside]")}\n</body>\n</html>\n`;
}
