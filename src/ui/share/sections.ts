/** The parts of a sheet that are shown one at a time: each begins at a title or a heading of the second rank. */
export interface Section {
  readonly name: string;
  readonly parts: readonly Element[];
}

/** What comes before the first heading belongs to the first part. */
export function sectionsOf(sheet: Element): readonly Section[] {
  const sections: { name: string; parts: Element[] }[] = [];
  for (const part of partsOf(sheet)) {
    const heading = /^H[12]$/.test(part.tagName);
    const open = sections.at(-1);
    const begins = heading && open?.parts.some((one) => /^H[12]$/.test(one.tagName)) !== false;
    if (!open || begins) sections.push({ name: heading ? part.textContent.trim() : "", parts: [part] });
    else {
      if (heading) open.name = part.textContent.trim();
      open.parts.push(part);
    }
  }
  return sections;
}

/** Cells, and instead of a text its blocks. */
function partsOf(sheet: Element): readonly Element[] {
  return [...sheet.querySelectorAll(":scope > .cell")].flatMap((cell) => {
    const prose = cell.querySelector(".prose:not(.gutter)");
    return cell.classList.contains("prose") && prose && prose !== cell ? [...prose.children] : [cell];
  });
}

const AWAY = "data-away";

/** Leaves only this part of the sheet to be seen. */
export function showOnly(sheet: Element, section: Section | undefined): void {
  const shown = new Set(section?.parts);
  for (const part of partsOf(sheet)) part.toggleAttribute(AWAY, !shown.has(part));
  for (const cell of sheet.querySelectorAll(":scope > .cell.prose"))
    cell.toggleAttribute(AWAY, cell.querySelector(`.prose:not(.gutter) > :not([${AWAY}])`) === null);
}

export function showAll(sheet: Element): void {
  for (const one of sheet.querySelectorAll(`[${AWAY}]`)) one.removeAttribute(AWAY);
}
