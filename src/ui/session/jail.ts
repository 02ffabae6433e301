import cellWorker from "../../../workers/cell.ts?script";
import { Jail, type Frame } from "../../jail/client";
import { asset, fetchAsset, inside } from "../../realm/assets";
import { TenureError } from "../../terms/error";

/** The page around code of cells, in a sandbox of its own origin; see `public/jail.html`. */
const PAGE = "./jail.html";
/** A page of ours that makes that sandbox from text; see `public/keeper.html`. */
const KEEPER = "./keeper.html";

export const openJail = (): Jail => new Jail({ open });

async function open(): Promise<Frame> {
  const script = await scriptOf(cellWorker);
  const { port1: control, port2: theirs } = new MessageChannel();
  if (inside()) return openWithin(script, control, theirs);
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.hidden = true;
  let handed: { readonly script: string; readonly page?: string } = { script };
  if (await answered()) {
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = asset(PAGE);
  } else {
    handed = { script, page: await (await fetchAsset(PAGE)).text() };
    frame.src = asset(KEEPER);
  }
  frame.addEventListener("load", () => frame.contentWindow?.postMessage(handed, "*", [theirs]), {
    once: true,
  });
  document.body.append(frame);
  return {
    control,
    remove: () => {
      control.close();
      frame.remove();
    },
  };
}

/**
 * Whether the address of the sandbox is answered for. The worker that keeps the program without a network does not
 * answer a frame in a sandbox: that one needs the server itself.
 */
async function answered(): Promise<boolean> {
  const kept = (navigator as Partial<Pick<Navigator, "serviceWorker">>).serviceWorker?.controller;
  if (!kept) return true;
  return fetch(asset(PAGE), { cache: "reload", credentials: "omit" }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * In a page that is one file a frame made now would come under the page's own policy, which lets no code of a cell run.
 * The frame made before that policy was (`.run/single/head.js`) makes jails under its own.
 */
async function openWithin(script: string, control: MessagePort, theirs: MessagePort): Promise<Frame> {
  const page = await (await fetchAsset(PAGE)).text();
  const keeper = document.querySelector<HTMLIFrameElement>("iframe[data-keeper]")?.contentWindow;
  const id = crypto.randomUUID();
  keeper?.postMessage({ id, page, script }, "*", [theirs]);
  return {
    control,
    remove: () => {
      control.close();
      keeper?.postMessage({ id }, "*");
    },
  };
}

let fetched: Promise<string> | null = null;

function scriptOf(address: string): Promise<string> {
  fetched ??= fetchAsset(address)
    .then((response) => response.text())
    .catch((cause: unknown) => {
      fetched = null;
      throw new TenureError("realm.boot-failed", { file: address.replace(/^.*\//, "") }, { cause });
    });
  return fetched;
}
