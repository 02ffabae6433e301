/**
 * Keys as text: `Mod+K` (Ctrl, or ⌘ on a Mac), `Ctrl+…`, `Alt+…`, `Shift+…`; letters in upper case beside a
 * modifier and in lower case alone; signs as they are written; several strokes with spaces between them.
 */
export interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const CODES: Readonly<Record<string, string>> = {
  Minus: "-",
  Equal: "=",
  Slash: "/",
  Comma: ",",
  Period: ".",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
};

/** The key by its place on the board, as an English one has it; "" for others. */
function placeOf(code: string): string {
  const letter = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  return letter ? (letter[1]?.toLowerCase() ?? letter[2] ?? "") : (CODES[code] ?? "");
}

/** What a stroke may be called, surest first: by what it writes, then, where that is no Latin letter, by its place. */
export function chordsOf(stroke: Stroke, mac: boolean): string[] {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = stroke;
  if (/^(Shift|Control|Alt|Meta|AltGraph|CapsLock|Dead|Process|Unidentified)$/.test(key)) return [];
  if (!mac && metaKey) return [];
  const modified = ctrlKey || altKey || metaKey;
  const mods = [
    ...((mac ? metaKey : ctrlKey) ? ["Mod"] : []),
    ...(mac && ctrlKey ? ["Ctrl"] : []),
    ...(altKey ? ["Alt"] : []),
  ];
  const named = (text: string): string => {
    if (text === " ") return [...mods, ...(shiftKey ? ["Shift"] : []), "Space"].join("+");
    if (text.length > 1) return [...mods, ...(shiftKey ? ["Shift"] : []), text].join("+");
    const letter = text.toLowerCase() !== text.toUpperCase();
    // A sign that needs Shift to be written is that sign; beside a modifier its place counts.
    const shift = shiftKey && (letter || modified) ? ["Shift"] : [];
    const upper = modified || shift.length > 0;
    return [...mods, ...shift, letter && upper ? text.toUpperCase() : text.toLowerCase()].join("+");
  };
  const place = placeOf(code);
  const foreign = key.length === 1 && !/^[\x20-\x7e]$/.test(key);
  const byPlace = place !== "" && (foreign || modified) ? [named(place)] : [];
  return [...new Set([named(key), ...byPlace])];
}

/** A chord as this machine means it: away from a Mac, Ctrl and Mod are one key. */
export const meant = (chord: string, mac: boolean): string =>
  mac ? chord : chord.replace(/\bCtrl\+/g, "Mod+");

/** Writes a letter or sign when no modifier but Shift is held. */
export const isBare = (chord: string): boolean =>
  chord.split(" ").some((one) => !/(Mod|Ctrl|Alt)\+/.test(one) && /^(Shift\+)?.$/u.test(one));

/** Undo's own sister; every system has it, no browser takes it. */
const ALLOWED = new Set(["Mod+Shift+Z"]);

/** Why the browser or a keyboard layout would not let a chord through; null: it does. */
export function taken(chord: string): "browser" | "layout" | null {
  if (ALLOWED.has(chord)) return null;
  // Ctrl+Shift and a letter belong to browsers; Ctrl+Alt and a letter write characters in many layouts.
  if (/^(Mod|Ctrl)\+Shift\+\p{L}$/u.test(chord)) return "browser";
  if (/^(Mod\+|Ctrl\+)+Alt\+(Shift\+)?.$/u.test(chord)) return "layout";
  if (/^Alt\+(Shift\+)?\p{L}$/u.test(chord) && chord !== "Alt+Shift+F") return "layout";
  return /^Mod\+[TWNQ]$/.test(chord) || /^(Tab|Shift\+Tab)$/.test(chord) ? "browser" : null;
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};
const MAC: Readonly<Record<string, string>> = { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" };

/** Keycaps of a chord, a list for each stroke. */
export function caps(chord: string, mac: boolean): string[][] {
  return chord
    .split(" ")
    .map((stroke) =>
      (stroke.match(/[^+]+|\+$/g) ?? [stroke]).map(
        (key) => (mac ? MAC[key] : key === "Mod" ? "Ctrl" : undefined) ?? SIGNS[key] ?? key,
      ),
    );
}

export const spoken = (chord: string, mac: boolean): string =>
  caps(chord, mac)
    .map((stroke) => stroke.join(mac ? "" : "+"))
    .join(" ");
