import type { Speech } from "../../i18n";
import { carryText } from "../../storage/formats/carried";
import type { Engine } from "../../tables/client";
import { facesFor } from "../parts/figure/faces";
import type { Session } from "../session/session.svelte";
import { stillOf, type Contents } from "./still";
import { styleFor } from "./style";

/** Nothing may be asked of anybody, and nothing may run: the page is to be read. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

export interface MadePage {
  readonly html: string;
  readonly contents: Contents;
}

/**
 * The notebook as one file that opens from a disk: the sheet as it stands, its style, its letters and its figures
 * inside, and the notebook's own text, so that it can be opened again. No script runs in it and nothing is fetched.
 *
 * @param rows whether rows of single customers are shown
 */
export async function pageOf(
  live: Element,
  { view, notebook }: Session,
  given: { readonly engine: Engine; readonly speech: Speech; readonly rows: boolean },
): Promise<MadePage> {
  const { t, format, language } = given.speech;
  const title = view.title || t("bar.untitled");
  const { sheet, contents } = await stillOf(live, view, given);
  const foot = t("share.pageFoot", { date: format.date(Date.now(), "long") });
  const style = styleFor(sheet);
  const faces = await facesFor(`<style>${style}</style>${sheet.textContent}${foot}`);
  const whole = document.implementation.createHTMLDocument(title);
  whole.documentElement.lang = language;
  whole.head.innerHTML = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="generator" content="Tenure">',
  ].join("");
  const name = whole.createElement("title");
  name.textContent = title;
  const look = whole.createElement("style");
  // A style sheet ends where its element is said to end.
  look.textContent = (faces + style).replaceAll("</", "<\\/");
  whole.head.append(name, look);
  const end = whole.createElement("footer");
  end.className = "still";
  end.textContent = foot;
  whole.body.append(whole.adoptNode(sheet), end);
  const html = whole.documentElement.outerHTML.replace("<title>", () => `${carryText(notebook.text)}<title>`);
  return { html: `<!doctype html>\n${html}\n`, contents };
}
