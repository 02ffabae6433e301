/** A piece of work after each `yield`. */
type Work = Generator<undefined, void>;

const waiting: Work[] = [];
let channel: MessageChannel | null = null;

/**
 * Does long work of the page's own thread piece by piece, each piece in a task of its own: between two of them a key, a
 * pointer or a frame has its turn. What was asked for first is done first.
 *
 * @returns gives it up
 */
export function inTurns(work: Work): () => void {
  if (waiting.push(work) === 1) next();
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function next(): void {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = turn;
  }
  channel.port2.postMessage(null);
}

function turn(): void {
  const [work] = waiting;
  if (!work) return;
  try {
    if (work.next().done) waiting.splice(waiting.indexOf(work), 1);
  } catch (error) {
    waiting.splice(waiting.indexOf(work), 1);
    reportError(error);
  } finally {
    if (waiting.length > 0) next();
  }
}
