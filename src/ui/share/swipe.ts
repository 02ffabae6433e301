/** Pixels a finger must go sideways to turn a page. */
const FAR = 60;
/** What a finger moves by itself. */
const MOVES = "input, select, textarea, [role=grid], [role=slider], dialog";

/** Tells of swipes across `element`: 1 forward, −1 back. Returns how to stop. */
export function onSwipe(element: HTMLElement, turn: (by: 1 | -1) => void): () => void {
  let from: Touch | null = null;
  const start = ({ touches, target }: TouchEvent) => {
    const own = target instanceof Element && (target.closest(MOVES) !== null || scrolls(target));
    from = touches.length === 1 && !own ? touches[0]! : null;
  };
  const end = ({ changedTouches }: TouchEvent) => {
    const to = changedTouches[0];
    if (!from || !to) return;
    const [dx, dy] = [to.clientX - from.clientX, to.clientY - from.clientY];
    from = null;
    if (Math.abs(dx) >= FAR && Math.abs(dx) > 2 * Math.abs(dy)) turn(dx < 0 ? 1 : -1);
  };
  element.addEventListener("touchstart", start, { passive: true });
  element.addEventListener("touchend", end);
  return () => {
    element.removeEventListener("touchstart", start);
    element.removeEventListener("touchend", end);
  };
}

/** Whether something between a place and the page scrolls sideways. */
function scrolls(target: Element): boolean {
  for (let one: Element | null = target; one && one !== document.body; one = one.parentElement)
    if (one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX))
      return true;
  return false;
}
