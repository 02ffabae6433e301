import type { Page } from "playwright-core";
import { cell, type GivenFile, type Plant } from "./attack";
import { SECRET } from "./listener";

/** One notebook that holds every plant; `alive` comes last and shows that the page still works. */
export function notebook(plants: readonly Plant[]): GivenFile {
  const cells = plants.flatMap(({ cells: text }) => text ?? []);
  const body = [
    "---",
    "title: Attacks",
    "---",
    "",
    ...(cells.some((text) => /\bsecrets\b/.test(text))
      ? [cell("sql", "secrets", `SELECT '${SECRET}' AS customer`)]
      : []),
    ...cells,
    cell("input", "alive", "type: text\nlabel: Alive\nvalue: yes"),
  ];
  return { name: "attacks.md", body: body.join("\n") };
}

/** Drops files on the page, all at once. */
export async function give(page: Page, files: readonly GivenFile[]): Promise<void> {
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, body } of list) {
      data.items.add(new File([body], name, { type: name.endsWith(".md") ? "text/markdown" : "text/csv" }));
    }
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer: transfer });
  }
}

/** What a stranger would like to read: the secret in every storage the page has. */
export async function hide(secret: string): Promise<void> {
  localStorage.setItem("secret", secret);
  sessionStorage.setItem("secret", secret);
  document.cookie = `secret=${secret}`;
  await new Promise<void>((done) => {
    const opening = indexedDB.open("secret", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("secret").put(secret, "secret");
    opening.onsuccess = () => {
      opening.result.close();
      done();
    };
  });
  await (await caches.open("secret")).put("secret", new Response(secret));
  const file = await (await navigator.storage.getDirectory()).getFileHandle("secret.csv", { create: true });
  const writer = await file.createWritable();
  await writer.write(`customer\n${secret}\n`);
  await writer.close();
}
