import { afterEach, describe, expect, test, vi } from "vitest";
import { fileName, saveFile } from "../../src/storage/files";

const picker = globalThis as { showSaveFilePicker?: unknown };
afterEach(() => {
  delete picker.showSaveFilePicker;
});

function handle(name: string) {
  const written: Blob[] = [];
  const writer = {
    write: (blob: Blob) => Promise.resolve(written.push(blob)),
    close: () => Promise.resolve(),
  };
  return {
    written,
    handle: { name, createWritable: () => Promise.resolve(writer) } as unknown as FileSystemFileHandle,
  };
}

describe("saving a file", () => {
  test("goes back into the file it came from", async () => {
    const download = vi.fn();
    const { handle: file, written } = handle("old.md");
    const to = await saveFile(new Blob(["x"]), { name: "old.md", handle: file }, download);
    expect(await written[0]?.text()).toBe("x");
    expect(to?.handle).toBe(file);
    expect(download).not.toHaveBeenCalled();
  });

  test("asks where, and remembers the answer", async () => {
    const { handle: file } = handle("chosen.md");
    picker.showSaveFilePicker = vi.fn(() => Promise.resolve(file));
    const to = await saveFile(
      new Blob(["x"], { type: "text/markdown" }),
      { name: "n.md", handle: null },
      vi.fn(),
    );
    expect(to).toEqual({ name: "chosen.md", handle: file });
  });

  test("a change of mind saves nothing", async () => {
    const download = vi.fn();
    picker.showSaveFilePicker = () => Promise.reject(new DOMException("no", "AbortError"));
    expect(await saveFile(new Blob(["x"]), { name: "n.md", handle: null }, download)).toBeNull();
    expect(download).not.toHaveBeenCalled();
  });

  test("where no dialog is allowed it is a download; without asking it always is", async () => {
    const download = vi.fn();
    picker.showSaveFilePicker = () => Promise.reject(new DOMException("no", "SecurityError"));
    await saveFile(new Blob(["x"]), { name: "n.md", handle: null }, download);
    expect(download).toHaveBeenCalledWith(expect.stringMatching(/^blob:/), "n.md");
    picker.showSaveFilePicker = vi.fn();
    await saveFile(new Blob(["x"]), { name: "scores.csv", handle: null }, download, { ask: false });
    expect(picker.showSaveFilePicker).not.toHaveBeenCalled();
    expect(download).toHaveBeenLastCalledWith(expect.any(String), "scores.csv");
  });
});

describe("file names", () => {
  test.each([
    ["What are our customers worth?", "What are our customers worth.md"],
    ["Ile są warci? / co dalej: *", "Ile są warci co dalej.md"],
    ["  ", "notebook.md"],
    ["a\u0000b\nc", "a b c.md"],
    ["...", "notebook.md"],
    ["Клиенты", "Клиенты.md"],
  ])("%j", (title, name) => {
    expect(fileName(title, "md")).toBe(name);
  });
});
