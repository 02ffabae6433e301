/**
 * The program without a network: a service worker that keeps the files of the build. It is registered by a page of its
 * own in a frame, because the policy here lets no worker begin from an address.
 */
import { inside } from "../../realm/assets";
import { justForgotten } from "./forgotten";

const workers = (): ServiceWorkerContainer | undefined =>
  (navigator as Partial<Pick<Navigator, "serviceWorker">>).serviceWorker;

/** Begins keeping the program; `onready` hears that a newer one has come and waits. Only a built site has the files. */
export async function keepOffline(onready: () => void): Promise<void> {
  const container = workers();
  // A page that is one file keeps itself.
  if (!container || inside() || justForgotten()) return;
  const frame = document.createElement("iframe");
  frame.src = "./offline.html";
  frame.hidden = true;
  frame.title = "";
  document.body.append(frame);
  const registration = await container.ready;
  frame.remove();
  const look = () => {
    if (registration.waiting && container.controller) onready();
  };
  look();
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", look);
  });
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
  const registration = await workers()?.getRegistration();
  await registration?.unregister();
}
