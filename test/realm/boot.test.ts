import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { asset, fetchAsset, resolveAssetsWith } from "../../src/realm/assets";
import { bootScript, bootWorker } from "../../src/realm/boot";
import type { TenureError } from "../../src/terms/error";

/** A worker that says what it is told to, in place of the browser's. */
class FakeWorker extends EventTarget {
  static say: unknown = "tenure:booted";
  static ended = 0;
  constructor(readonly address: string) {
    super();
    setTimeout(() => {
      if (FakeWorker.say === "error") {
        this.dispatchEvent(Object.assign(new Event("error", { cancelable: true }), { message: "no script" }));
      } else if (FakeWorker.say !== null) {
        this.dispatchEvent(Object.assign(new Event("message"), { data: FakeWorker.say }));
      }
    });
  }
  terminate(): void {
    FakeWorker.ended++;
  }
}

beforeEach(() => {
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("location", new URL("https://example.org/sub/path/?open=a.md"));
  FakeWorker.ended = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
  resolveAssetsWith(null);
});

const caught = async (promise: Promise<unknown>): Promise<TenureError> => {
  try {
    await promise;
  } catch (error) {
    return error as TenureError;
  }
  throw new Error("did not fail");
};

describe("booting", () => {
  test("a script loads by its full address, then gives a sign of life", () => {
    const script = bootScript("https://x.org/a.js", { before: "globalThis.first = 1;" });
    expect(script).toContain('importScripts("https://x.org/a.js"); postMessage("tenure:booted")');
    expect(script.indexOf("globalThis.first = 1;")).toBeLessThan(script.indexOf("importScripts"));
    expect(bootScript('https://x.org/"b.js')).toContain('importScripts("https://x.org/\\"b.js")');
  });

  test("the boot script is a program: it runs, reports success and failure", async () => {
    const run = async (load: () => void) => {
      const said: unknown[] = [];
      const script = bootScript("x.js");
      const names = [
        "importScripts",
        "postMessage",
        "addEventListener",
        "PerformanceObserver",
        "BroadcastChannel",
      ];
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script under test is made to be run so
      const program = new Function(...names, script) as (...given: unknown[]) => void;
      class Silent {
        observe() {}
        postMessage() {}
      }
      program(
        load,
        (data: unknown) => said.push(data),
        () => undefined,
        Silent,
        Silent,
      );
      await Promise.resolve();
      return said;
    };
    expect(await run(() => undefined)).toEqual(["tenure:booted"]);
    expect(
      await run(() => {
        throw new Error("404");
      }),
    ).toEqual(["tenure:failed Error: 404"]);
  });

  test("resolves with the worker once it has spoken, from a blob", async () => {
    FakeWorker.say = "tenure:booted";
    const worker = (await bootWorker("./w.js")) as unknown as FakeWorker;
    expect(worker.address).toMatch(/^blob:/);
    expect(FakeWorker.ended).toBe(0);
  });

  test.each([
    ["tenure:failed TypeError: no such module", "TypeError: no such module"],
    ["error", "no script"],
  ])("%s is a coded error that names the file", async (say, cause) => {
    FakeWorker.say = say;
    const error = await caught(bootWorker("./assets/w-12.js?v=1"));
    expect(error.toJSON()).toEqual({
      code: "realm.boot-failed",
      params: { file: "w-12.js" },
      at: {},
      raw: cause,
    });
    expect(FakeWorker.ended).toBe(1);
  });

  test("silence is a coded error after the given time", async () => {
    FakeWorker.say = null;
    const error = await caught(bootWorker("./w.js", { timeout: 20 }));
    expect([error.code, error.params]).toEqual(["realm.boot-timeout", { file: "w.js", seconds: 0.02 }]);
    expect(FakeWorker.ended).toBe(1);
  });
});

describe("assets", () => {
  test("addresses are relative to the page until a build says otherwise", () => {
    expect(asset("./assets/a.js")).toBe("https://example.org/sub/path/assets/a.js");
    resolveAssetsWith((address) => `blob:${address}`);
    expect(asset("a.js")).toBe("blob:a.js");
  });

  test("what is not there is an error with its address", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status: 404 })));
    await expect(fetchAsset("notebooks/none.md")).rejects.toThrow("404 notebooks/none.md");
  });
});
