import { fetchAsset } from "../../realm/assets";
import { isOwn } from "../../realm/requests";
import { linkIn } from "../../storage/linkHash";
import { TenureError } from "../../terms/error";

/** What the address of the page asks for. */
export interface Asked {
  /** A notebook of this site, by a path relative to the page. */
  readonly open: string | null;
  /** A notebook this browser keeps, by its id. */
  readonly notebook: string | null;
  /** A notebook in the address itself. */
  readonly link: string | null;
  /** A notebook came with the page itself. */
  readonly carried: boolean;
  /** To be read rather than worked on. */
  readonly read: boolean;
}

/** What a page with live data carries. */
const CARRIED = "script[data-tenure=notebook]";

export function asked(): Asked {
  const hash = new URLSearchParams(location.hash.slice(1));
  return {
    open: new URLSearchParams(location.search).get("open"),
    notebook: hash.get("notebook"),
    link: linkIn(location.hash),
    carried: document.querySelector(CARRIED) !== null,
    read: hash.has("read"),
  };
}

/** The address leads to this notebook; to the empty desk without one. */
export function leadTo(id: string | null): void {
  history.replaceState(null, "", id === null ? location.pathname : `${location.pathname}#notebook=${id}`);
}

/** A notebook of this site; anything else is refused. */
export async function readOwn(path: string): Promise<{ text: string; trusted: boolean }> {
  const address = new URL(path, document.baseURI);
  const base = new URL(".", document.baseURI);
  const plain = isOwn(address.href, base.href) && address.hash === "" && /\.md$/i.test(address.pathname);
  // A scheme or a leading slash is another place, even where it happens to lead here.
  // Neither is a folder whose slash or dots a server reads only later: it may lie above ours.
  const hidden = /%(2e|2f|5c)/i.test(path);
  if (!plain || hidden || /^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(path))
    throw new TenureError("open.address", { path });
  const inside = address.pathname.slice(base.pathname.length);
  const response = await fetchAsset(inside).catch((cause: unknown) => {
    throw new TenureError("open.missing", { path }, { cause });
  });
  if (/text\/html/.test(response.headers.get("content-type") ?? ""))
    throw new TenureError("open.missing", { path });
  // What this site ships was written with the program; anything else may run only when the reader says so.
  return { text: await response.text(), trusted: inside.startsWith("notebooks/") };
}
