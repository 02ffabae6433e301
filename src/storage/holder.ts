/**
 * Which tab writes which notebook: one at a time. A tab that opens a notebook holds the lock of its name; another tab
 * that wants it is told so, and may ask for it. Where the browser has no locks, revisions alone keep the two apart
 * (see `Overtaken`).
 */

/** The parts of the browser used here; tests bring their own. */
export interface Doors {
  readonly locks: Pick<LockManager, "request"> | undefined;
  readonly channel: () => Pick<BroadcastChannel, "postMessage" | "close"> & {
    onmessage: ((event: MessageEvent<Message>) => void) | null;
  };
}

type Message = { readonly give: string } | { readonly forget: true };

const doors = (): Doors => ({
  // Not there without a secure context.
  locks: (navigator as Partial<Navigator>).locks,
  channel: () => new BroadcastChannel("tenure"),
});

/** Milliseconds a lock is waited for: of a tab that is just going away; of one that was asked to give it; before it is taken. */
const GOING = 400;
const ASKED = 4000;

export interface Held {
  /** Lets the notebook go. */
  release(): void;
}

/** What a tab is told by others. */
export interface Told {
  /** Another tab wants this notebook: put it away, then release it. */
  readonly ongive: () => void;
  /** The notebook was taken without asking: this tab did not answer in time. */
  readonly onlost: () => void;
}

/** Holds a notebook by its id; null where another tab holds it. `take`: the other tab is asked to let it go. */
export async function hold(
  id: string,
  { ongive, onlost }: Told,
  { take = false, use = doors() }: { take?: boolean; use?: Doors } = {},
): Promise<Held | null> {
  const { locks } = use;
  if (!locks) return { release: () => undefined };
  const channel = use.channel();
  if (take) channel.postMessage({ give: id });
  const got =
    (await request(locks, id, { wait: take ? ASKED : GOING, onlost })) ??
    // A tab that does not answer is asleep, and has written all it had before it fell so.
    (take ? await request(locks, id, { steal: true, onlost }) : null);
  if (!got) {
    channel.close();
    return null;
  }
  channel.onmessage = ({ data }) => {
    if ("give" in data && data.give === id) ongive();
  };
  return {
    release: () => {
      channel.close();
      got();
    },
  };
}

/** Resolves with what lets the lock go, or with null when it was not to be had. */
function request(
  locks: NonNullable<Doors["locks"]>,
  id: string,
  { wait, steal = false, onlost }: { wait?: number; steal?: boolean; onlost: () => void },
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let released = false;
    let granted = false;
    const options = steal || wait === undefined ? { steal } : { signal: AbortSignal.timeout(wait) };
    locks
      .request(
        `tenure ${id}`,
        options,
        () =>
          new Promise<void>((done) => {
            granted = true;
            resolve(() => {
              released = true;
              done();
            });
          }),
      )
      .catch(() => {
        if (!granted) resolve(null);
        else if (!released) onlost();
      });
  });
}

/** Tells every other tab that everything is being forgotten. */
export function tellForgotten(use: Doors = doors()): void {
  const channel = use.channel();
  channel.postMessage({ forget: true });
  channel.close();
}

/** Hears it. Returns what ends the listening. */
export function whenForgotten(act: () => void, use: Doors = doors()): () => void {
  const channel = use.channel();
  channel.onmessage = ({ data }) => {
    if ("forget" in data) act();
  };
  return () => channel.close();
}
