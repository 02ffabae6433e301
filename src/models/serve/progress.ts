/** `about`: what the call has found so far, by name. */
type Progress = (done: number, of: number, about?: Readonly<Record<string, number>>) => void;

/** Milliseconds between two reports: a reader sees no more. */
const OFTEN = 80;

let listener: Progress | null = null;
let last = 0;

/** Who hears how far a call is; one call runs at a time, so one listener is enough. */
export function heed(next: Progress): void {
  listener = next;
}

/** For a long call to say how far it is; costs next to nothing, however often it is said. */
export const tell: Progress = (done, of, about) => {
  if (!listener) return;
  const now = performance.now();
  if (now - last < OFTEN && done < of) return;
  last = now;
  listener(done, of, about);
};
