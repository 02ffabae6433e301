import { mount } from "svelte";
import { watchRequests } from "./realm/requests";
import { unpackBy } from "./sources/unpack/away";
import App from "./ui/App.svelte";
import { Desk } from "./ui/desk.svelte";
import { printLight } from "./ui/print";
import { Reader } from "./ui/shell/reader.svelte";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/print.css";

const unpacked = () => import("./ui/import/unpacked").then(({ unpacker }) => unpacker);
unpackBy({
  sheetOf: async (...args) => (await unpacked()).sheetOf(...args),
  listOf: async (...args) => (await unpacked()).listOf(...args),
  sniff: async (...args) => (await unpacked()).sniff(...args),
  sourceHash: async (...args) => (await unpacked()).sourceHash(...args),
});
const log = watchRequests();
const desk = new Desk(await Reader.meet(), log);

// Whatever no cell and no dialog has caught: the notebook stays, and the reader is told.
addEventListener("error", (event) => {
  if (event.error !== null && event.error !== undefined) desk.report(event.error);
});
addEventListener("unhandledrejection", (event) => desk.report(event.reason));

printLight(document.documentElement);
mount(App, { target: document.body, props: { desk } });
void desk.arrive();
// Letters come after the first paint: the fallback faces hold the place.
requestAnimationFrame(() => setTimeout(() => void import("./ui/fonts"), 0));
// Once the page is in use: what it needs without a network is megabytes, and must not be in the way of the first file.
if (import.meta.env.PROD) {
  const keep = () =>
    void import("./ui/shell/offline").then(({ keepOffline }) => keepOffline(() => (desk.newer = true)));
  setTimeout(keep, 3000);
}
