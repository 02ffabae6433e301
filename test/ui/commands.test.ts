import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/i18n";
import { caps, chordsOf, isBare, meant, spoken, taken, type Stroke } from "../../src/ui/commands/chord";
import { GROUPS, MODES, type Command } from "../../src/ui/commands/command";
import { Keymap } from "../../src/ui/commands/keymap";
import { rank, ranked } from "../../src/ui/commands/match";
import { commands } from "../../src/ui/commands/registry";

const keymap = new Keymap(commands, {}, false);
const byId = (id: string): Command => {
  const found = commands.find((command) => command.id === id);
  if (!found) throw new Error(`no command ${id}`);
  return found;
};

describe("the registry", () => {
  test("every command has an id of its own, a group and at least one mode", () => {
    const ids = commands.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(commands.filter(({ group }) => !GROUPS.includes(group))).toEqual([]);
    expect(commands.filter(({ modes }) => modes.length === 0)).toEqual([]);
  });

  test.each([false, true])("no two commands share a key in a mode (Mac: %s)", (mac) => {
    expect(new Keymap(commands, {}, mac).clashes()).toEqual([]);
  });

  test("two that do are found, and so is a letter that begins a longer chord", () => {
    const doubled = new Keymap(commands, { duplicate: ["x"] }, false).clashes();
    expect(doubled).toEqual([{ chord: "x", mode: "command", ids: ["duplicate", "cut"] }]);
    const early = new Keymap(commands, { duplicate: ["d"] }, false).clashes();
    expect(early).toEqual([{ chord: "d", mode: "command", ids: ["duplicate"] }]);
  });

  test.each([false, true])("no chord that browsers or layouts take (Mac: %s)", (mac) => {
    const map = new Keymap(commands, {}, mac);
    const away = commands.flatMap((command) =>
      map.keysOf(command).flatMap((chord) => (taken(chord) === null ? [] : [`${command.id}: ${chord}`])),
    );
    expect(away).toEqual([]);
  });

  test.each(["Mod+Shift+P", "Ctrl+Shift+N", "Mod+Alt+K", "Mod+T", "Tab", "Alt+F"])(
    "%s would be refused",
    (chord) => {
      expect(taken(meant(chord, false))).not.toBeNull();
    },
  );

  test.each(LANGUAGES)("every command and group has words in %s", (language) => {
    const words = Object.assign(
      {},
      ...["shell", "cells", "commands", "sharing"].map(
        (area) =>
          JSON.parse(
            readFileSync(join(import.meta.dirname, "../../src/i18n", language, `${area}.json`), "utf8"),
          ) as object,
      ),
    ) as Record<string, string>;
    const codes = [
      ...commands.map((command) => command.words),
      ...GROUPS.map((group) => `command.group.${group}`),
    ];
    expect(codes.filter((code) => !words[code])).toEqual([]);
  });

  test("a letter alone acts in command mode only", () => {
    const loud = commands.flatMap((command) =>
      command.keys
        .filter(isBare)
        .flatMap((chord) =>
          MODES.filter((mode) => mode !== "command" && keymap.find(mode, chord)).map(
            (mode) => `${chord} in ${mode}`,
          ),
        ),
    );
    expect(loud).toEqual([]);
    expect(keymap.find("command", "m")?.id).toBe("to-prose");
  });

  // The keys people bring from other notebooks.
  test.each<[chord: string, id: string, mode: (typeof MODES)[number]]>([
    ["Mod+Enter", "run", "command"],
    ["Mod+Enter", "run", "edit"],
    ["Shift+Enter", "run-next", "command"],
    ["Shift+Enter", "run-next", "edit"],
    ["Alt+Enter", "run-insert", "command"],
    ["Alt+Enter", "run-insert", "edit"],
    ["Enter", "edit", "command"],
    ["Escape", "leave", "edit"],
    ["a", "insert-above", "command"],
    ["b", "insert-below", "command"],
    ["x", "cut", "command"],
    ["c", "copy", "command"],
    ["v", "paste", "command"],
    ["d d", "delete", "command"],
    ["z", "undo", "command"],
    ["Shift+Z", "redo", "command"],
    ["m", "to-prose", "command"],
    ["q", "to-sql", "command"],
    ["t", "to-ts", "command"],
    ["ArrowUp", "up", "command"],
    ["ArrowDown", "down", "command"],
    ["k", "up", "command"],
    ["j", "down", "command"],
    ["Shift+ArrowUp", "extend-up", "command"],
    ["Shift+ArrowDown", "extend-down", "command"],
    ["Alt+ArrowUp", "move-up", "command"],
    ["Alt+ArrowDown", "move-down", "command"],
    ["Mod+Shift+-", "split", "edit"],
    ["Shift+M", "merge", "command"],
    ["Mod+K", "palette", "command"],
    ["Mod+K", "palette", "edit"],
    ["Mod+K", "palette", "text"],
    ["Mod+S", "save", "edit"],
    ["Mod+S", "save", "text"],
    ["Mod+F", "find", "palette"],
    ["i i", "interrupt", "command"],
    ["?", "help", "command"],
    ["Mod+Space", "complete", "edit"],
    ["Mod+/", "comment", "edit"],
  ])("%s is %s in %s mode", (chord, id, mode) => {
    expect(keymap.find(mode, chord)?.id).toBe(id);
  });
});

describe("remapping", () => {
  test("other keys stand in place of a command's own, and can be had again", () => {
    const changed = new Keymap(commands, { delete: ["Shift+D"], copy: [] }, false);
    expect(changed.find("command", "Shift+D")?.id).toBe("delete");
    expect(changed.find("command", "d d")).toBeNull();
    expect(changed.begins("command", "d")).toBe(false);
    expect(changed.keysOf(byId("copy"))).toEqual([]);
  });

  test.each<[chord: string, id: string, why: string | null, by?: string]>([
    ["Mod+Shift+P", "delete", "browser"],
    ["Mod+Alt+D", "delete", "layout"],
    ["x", "delete", "held", "cut"],
    ["d", "copy", "held", "delete"],
    ["x x", "duplicate", "held", "cut"],
    ["Mod+Enter", "save", "held", "run"],
    ["Shift+D", "duplicate", null],
    ["Mod+D", "duplicate", null],
    ["d d", "delete", null],
    // The same letter does something in the palette only.
    ["Mod+F", "duplicate", null],
  ])("%s for %s: %s", (chord, id, why, by) => {
    const refusal = keymap.refusal(byId(id), chord);
    expect(refusal?.why ?? null).toBe(why);
    if (by !== undefined) expect(refusal?.by?.id).toBe(by);
  });

  test("a bare letter for what never acts in command mode is refused", () => {
    expect(keymap.refusal(byId("split"), "w")).not.toBeNull();
  });
});

describe("strokes", () => {
  const stroke = (key: string, code: string, held = ""): Stroke => ({
    key,
    code,
    ctrlKey: held.includes("c"),
    metaKey: held.includes("m"),
    altKey: held.includes("a"),
    shiftKey: held.includes("s"),
  });
  test.each<[Stroke, boolean, string[]]>([
    [stroke("a", "KeyA"), false, ["a"]],
    [stroke("M", "KeyM", "s"), false, ["Shift+M"]],
    [stroke("k", "KeyK", "c"), false, ["Mod+K"]],
    [stroke("k", "KeyK", "m"), true, ["Mod+K"]],
    [stroke("Enter", "Enter", "c"), true, ["Ctrl+Enter"]],
    [stroke("?", "Slash", "s"), false, ["?"]],
    [stroke("_", "Minus", "cs"), false, ["Mod+Shift+_", "Mod+Shift+-"]],
    [stroke("ArrowUp", "ArrowUp", "sa"), false, ["Alt+Shift+ArrowUp"]],
    [stroke(" ", "Space", "c"), false, ["Mod+Space"]],
    // Letters of other alphabets by their place; Latin ones by what they write.
    [stroke("в", "KeyD"), false, ["в", "d"]],
    [stroke("Ь", "KeyM", "s"), false, ["Shift+Ь", "Shift+M"]],
    [stroke("л", "KeyK", "c"), false, ["Mod+Л", "Mod+K"]],
    [stroke("q", "KeyA"), false, ["q"]],
    [stroke("Shift", "ShiftLeft", "s"), false, []],
    // The Windows key is the system's.
    [stroke("k", "KeyK", "m"), false, []],
  ])("%j (Mac: %s)", (event, mac, chords) => {
    expect(chordsOf(event, mac)).toEqual(chords);
  });

  test("are drawn as the machine's own keys", () => {
    expect(caps("Mod+Shift+Z", true)).toEqual([["⌘", "⇧", "Z"]]);
    expect(caps("d d", false)).toEqual([["d"], ["d"]]);
    expect(spoken("Mod+Shift+-", false)).toBe("Ctrl+Shift+-");
    expect(spoken("Alt+ArrowUp", false)).toBe("Alt+↑");
  });
});

describe("finding by typing", () => {
  const names = ["Run and go to the next", "Rename the cell", "Insert a cell above", "Zmień tytuł", "Текст"];
  test.each([
    ["ren", "Rename the cell"],
    ["cell abo", "Insert a cell above"],
    ["tytul", "Zmień tytuł"],
    ["тек", "Текст"],
    ["rgn", "Run and go to the next"],
  ])("%s", (typed, name) => {
    expect(ranked(names, (one) => one, typed)[0]).toBe(name);
  });
  test("nothing that does not answer", () => {
    expect(ranked(names, (one) => one, "xyz")).toEqual([]);
    expect(rank("anything", "")).toBe(1);
  });
});
