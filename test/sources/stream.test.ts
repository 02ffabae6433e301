import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sniff } from "../../src/sources";
import { transcode } from "../../src/sources/read/stream";

const csv = { format: "csv" } as const;
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const bytes = (data: Uint8Array | string, name = "a.csv") =>
  new File([data as Uint8Array<ArrayBuffer>], name);

describe("transcoding", () => {
  test("line ends become even and the mark goes", async () => {
    const blob = await transcode(bytes("\uFEFFa,b\r\n1,2\n3,4\r5,6\r\n"), csv, false, quiet);
    expect(await blob.text()).toBe("a,b\n1,2\n3,4\n5,6\n");
  });

  test("blanks become tabs, also where a chunk ends between them", async () => {
    const line = " 00004 0001 19970101  2   29.33\r\n";
    const blob = await transcode(bytes(line.repeat(9000)), { ...csv, delimiter: "blank" }, false, quiet);
    expect(await blob.text()).toBe("00004\t0001\t19970101\t2\t29.33\n".repeat(9000));
  });

  test("other encodings become UTF-8, packed or not", async () => {
    const polish = Uint8Array.of(0xb3, 0xf3, 0x64, 0x9f, 0x0a); // łódź in windows-1250
    for (const packed of [false, true]) {
      const file = bytes(packed ? gzipSync(polish) : polish);
      const blob = await transcode(file, { ...csv, encoding: "windows-1250" }, packed, quiet);
      expect(await blob.text()).toBe("łódź\n");
    }
  });

  test("progress never falls and ends at the size", async () => {
    const seen: number[] = [];
    const file = bytes(gzipSync(Array.from({ length: 60_000 }, (_, i) => `${i},${Math.sin(i)}`).join("\n")));
    await transcode(file, csv, true, { ...quiet, progress: (done) => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(file.size);
  });

  test("stops when told", async () => {
    const control = new AbortController();
    const file = bytes("a,b\n".repeat(2_000_000));
    const running = transcode(file, csv, false, {
      signal: control.signal,
      progress: () => control.abort(new Error("stop")),
    });
    await expect(running).rejects.toThrow("stop");
  });

  test("a cut gzip and an endless line are refused", async () => {
    const packed = gzipSync("a,b\n".repeat(100_000));
    await expect(
      transcode(bytes(packed.subarray(0, packed.length - 20)), csv, true, quiet),
    ).rejects.toMatchObject({
      code: "source.truncated-gzip",
    });
    const endless = gzipSync(new Uint8Array(20_000_000).fill(48));
    await expect(transcode(bytes(endless), csv, true, quiet)).rejects.toMatchObject({
      code: "source.endless-line",
    });
  });
});

describe("what is no table of orders", () => {
  const cases: [string, Uint8Array | string, string][] = [
    ["nothing", "", "source.empty"],
    ["blanks", " \n\t\n", "source.empty"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), "source.binary"],
    ["noise", Uint8Array.from({ length: 4000 }, (_, i) => (i * i * 31 + i * 7) % 256), "source.binary"],
    ["a web page", "<html><table><tr><td>1</td></tr></table></html>", "source.html"],
    ["JSON without a list", '{"a": 1}', "source.json"],
    ["one column", "a\nb\nc\n", "source.one-column"],
    ["names alone", "customer,date,amount\n", "source.no-rows"],
    ["no dates", "customer,amount\nann,1.50\nbob,2.50\n", "source.no-dates"],
    ["half a Parquet", "PAR1 and then no more of it", "source.truncated-parquet"],
  ];
  for (const [what, content, code] of cases) {
    test(`${what}: ${code}`, async () => {
      await expect(sniff(bytes(content, "orders.csv"))).rejects.toMatchObject({
        code,
        at: { file: "orders.csv" },
      });
    });
  }
});
