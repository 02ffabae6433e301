import { describe, expect, test } from "vitest";
import { relayName } from "../../src/realm/relay";
import { isOwn, noteRefusal, RequestLog, type Seen } from "../../src/realm/requests";

const HOME = "https://example.org/sub/path/index.html?open=notebooks/a.md";

describe("whose address it is", () => {
  test.each([
    ["https://example.org/sub/path/assets/a.js", true],
    ["https://example.org/sub/path/", true],
    ["assets/a.wasm", true],
    ["blob:https://example.org/1-2-3", true],
    ["https://example.org/sub/path/a.js?customer=17", false],
    ["https://example.org/other/a.js", false],
    ["https://example.org/sub/pathology/a.js", false],
    ["http://example.org/sub/path/a.js", false],
    ["https://evil.example/sub/path/a.js", false],
    ["https://example.org:8443/sub/path/a.js", false],
    ["http://[", false],
  ])("%s: %s", (url, own) => {
    expect(isOwn(url, HOME)).toBe(own);
  });
});

describe("the log", () => {
  test("counts what went out to others, not what was stopped", () => {
    const log = new RequestLog(HOME);
    log.add([
      { name: "https://example.org/sub/path/a.js", startTime: 1, initiatorType: "script", transferSize: 300 },
      { name: "https://evil.example/x", startTime: 2, refused: "connect-src" },
      { name: "blob:https://example.org/1", startTime: 3, initiatorType: "other" },
    ]);
    expect(log.foreign).toBe(0);
    expect(log.bytes).toBe(300);
    expect(log.lines.map(({ to, refused }) => [to, refused])).toEqual([
      ["own", null],
      ["foreign", "connect-src"],
    ]);
    log.add([{ name: "https://evil.example/y", startTime: 4, initiatorType: "fetch" }]);
    expect(log.foreign).toBe(1);
  });

  test("an address that the engine would not open reaches it by the channel of the page", async () => {
    const heard = new Promise((done) => {
      const channel = new BroadcastChannel(relayName());
      channel.onmessage = (event) => {
        channel.close();
        done(event.data);
      };
    });
    noteRefusal("https://evil.example/x.csv", "engine");
    const log = new RequestLog(HOME);
    log.add((await heard) as Seen[]);
    expect(log.lines).toMatchObject([{ url: "https://evil.example/x.csv", by: "engine", refused: "engine" }]);
    expect(log.foreign).toBe(0);
  });

  test("tells its listeners only of something new, and keeps the newest lines", () => {
    const log = new RequestLog(HOME, 2);
    let told = 0;
    const leave = log.subscribe(() => told++);
    log.add([]);
    log.add([{ name: "blob:x", startTime: 0 }]);
    expect(told).toBe(0);
    for (const name of ["a.js", "b.js", "c.js"]) log.add([{ name, startTime: 0 }]);
    expect(told).toBe(3);
    expect(log.lines.map(({ url }) => url)).toEqual(["b.js", "c.js"]);
    leave();
    log.add([{ name: "d.js", startTime: 0 }]);
    expect(told).toBe(3);
  });
});
