import type { Page } from "playwright-core";

/**
 * What a reader could not read: text cut by its own box, text lying on other text, and a page wider than its window.
 * One line each; an empty list is a page that reads well. Boxes that scroll, and text for screen readers only, are
 * left out; text that ends in an ellipsis counts as cut unless its box says the whole in `title`.
 */
export function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Piece {
      readonly node: Text;
      readonly box: DOMRect;
    }
    const found: string[] = [];
    const say = (node: Text) => {
      const cell = node.parentElement?.closest("[data-id], section, aside, header, dialog");
      const where = cell?.getAttribute("aria-label") ?? cell?.tagName.toLowerCase() ?? "page";
      return `${where}: “${node.data.trim().slice(0, 60)}”`;
    };
    /** The part of `box` that the boxes around it let through; null where one of them scrolls or hides it wholly. */
    const seen = (from: Element, box: DOMRect): DOMRect | null => {
      let { left, top, right, bottom } = box;
      for (let at: Element | null = from; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.clipPath !== "none" || style.opacity === "0") return null;
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const edge = at.getBoundingClientRect();
        left = Math.max(left, edge.left);
        top = Math.max(top, edge.top);
        right = Math.min(right, edge.right);
        bottom = Math.min(bottom, edge.bottom);
        if (right - left < 1 || bottom - top < 1) return null;
      }
      return new DOMRect(left, top, right - left, bottom - top);
    };

    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) {
      const boxes = [...document.body.querySelectorAll("*")].filter(
        (one) =>
          one.checkVisibility() && (seen(one, one.getBoundingClientRect())?.right ?? 0) > innerWidth + 1,
      );
      const names = boxes
        .slice(0, 4)
        .map(
          (one) =>
            `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} in ${one.closest("[data-id]")?.getAttribute("data-id") ?? ""} ${one.textContent.slice(0, 20)}`,
        );
      found.push(`the page is ${wide} px wider than its window: ${names.join(", ")}`);
    }

    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const parent = node.parentElement;
      if (!parent || node.data.trim() === "" || !parent.checkVisibility({ visibilityProperty: true }))
        continue;
      if (parent.closest("style, script, noscript, option, title, [aria-hidden='true'] .cm-measure"))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const raw of range.getClientRects()) {
        const box = seen(parent, raw);
        if (box && box.width > 1 && box.height > 1) pieces.push({ node, box });
      }
      const style = getComputedStyle(parent);
      const hides = style.overflowX === "hidden" || style.overflowX === "clip";
      if (hides && parent.clientWidth > 1 && parent.scrollWidth > parent.clientWidth + 1 && !parent.title)
        found.push(`cut ${say(node)}`);
    }

    // Bands of equal height keep the comparison of all pairs to near neighbours.
    const bands = new Map<number, Piece[]>();
    const told = new Set<string>();
    for (const piece of pieces) {
      for (let band = Math.floor(piece.box.top / 40); band <= Math.floor(piece.box.bottom / 40); band++) {
        const near = bands.get(band) ?? [];
        for (const other of near) {
          if (other.node === piece.node) continue;
          const across =
            Math.min(piece.box.right, other.box.right) - Math.max(piece.box.left, other.box.left);
          const down = Math.min(piece.box.bottom, other.box.bottom) - Math.max(piece.box.top, other.box.top);
          // Lines of one paragraph share a little of their leading.
          const little = Math.min(piece.box.height, other.box.height) * 0.4;
          if (across < 2 || down < little) continue;
          const fixed = [piece, other].some(({ node }) => {
            for (let at = node.parentElement; at; at = at.parentElement)
              if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
            return false;
          });
          if (!fixed) told.add(`on each other ${say(other.node)} and ${say(piece.node)}`);
        }
        near.push(piece);
        bands.set(band, near);
      }
    }
    return [...new Set(found), ...told];
  });
}

/** The same at each of these widths, each finding with its width. */
export async function crowdedAt(page: Page, widths: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    // Figures are drawn anew for a new width, one frame later.
    await page.waitForTimeout(500);
    found.push(...(await crowded(page)).map((line) => `${width} px: ${line}`));
  }
  return found;
}
