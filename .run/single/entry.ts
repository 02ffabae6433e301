import { putInside } from "../../src/realm/assets";

/**
 * The page as one file: what stands beside it elsewhere stands in it, packed. It is taken out first, then everything is
 * as ever; see `../single.mjs`.
 */
async function unpacked(element: Element): Promise<readonly [name: string, file: Blob]> {
  const { inside: name = "", type = "" } = (element as HTMLElement).dataset;
  const binary = atob(element.textContent);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return [name, new Blob([await new Response(plain).blob()], { type })];
}

const all = await Promise.all([...document.querySelectorAll("[data-inside]")].map(unpacked));
const placed = all.map(([name, file]) => ({ name, file, address: URL.createObjectURL(file) }));
putInside({
  addresses: Object.fromEntries(placed.map(({ name, address }) => [name, address])),
  files: new Map(placed.map(({ address, file }) => [address, file])),
});
document.querySelector("[data-waiting]")?.remove();
await import("../../src/main");
