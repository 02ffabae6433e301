/**
 * The program without a network: a service worker that keeps the files of the build. It is registered by a page of its
 * own in a frame, because the policy here lets no worker begin from an address.
 */
import { inside } from "../../realm/assets";
import { justForgotten } from "./forgotten";

const workers = (): ServiceWorkerContainer | undefined =>
  (navigator as Partial<Pick<Navigator, "serviceWorker">>).serviceWorker;

/** The frame that registers, while it does; and whether the reader has said to keep nothing. */
const here: { frame: HTMLIFrameElement | null; left: boolean } = { frame: null, left: false };
const hasLeft = (): boolean => here.left;

/** Begins keeping the program; `onready` hears that a newer one has come and waits. Only a built site has the files. */
export async function keepOffline(onready: () => void): Promise<void> {
  const container = workers();
  // A page that is one file keeps itself.
  if (!container || inside() || hasLeft() || justForgotten()) return;
  const frame = (here.frame = document.createElement("iframe"));
  frame.src = "./offline.html";
  frame.hidden = true;
  frame.title = "";
  document.body.append(frame);
  const registration = await container.ready;
  frame.remove();
  const look = () => {
    if (registration.waiting && container.controller) onready();
  };
  const watch = () => registration.installing?.addEventListener("statechange", look);
  look();
  // One that is coming since before this was asked has been announced already, and is not again.
  watch();
  registration.addEventListener("updatefound", watch);
  if (hasLeft()) return;
  // Browsers look for a newer one by themselves only after the worker has rested, minutes perhaps; registering the same
  // one again looks for nothing. Without a network there is nothing to be found.
  await registration.update().catch(() => undefined);
}

/** Lets the newer program take over and begins the page anew with it; what was written must be kept before. */
export async function takeNewer(): Promise<void> {
  const container = workers();
  const registration = await container?.getRegistration();
  if (!container || !registration?.waiting) {
    location.reload();
    return;
  }
  container.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("take");
}

/** Keeps the program no longer; its files go with everything else that is forgotten. */
export async function leaveOffline(): Promise<void> {
  // A page forgotten in its first seconds must not begin to keep itself on its way out.
  here.left = true;
  here.frame?.remove();
  const registration = await workers()?.getRegistration();
  await registration?.unregister();
}
