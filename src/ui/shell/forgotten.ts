/** Marks an entry of the history: everything was just forgotten, so nothing is kept again before the next visit. */
export const forgottenState = () => ({ tenure: "forgotten" });

export function justForgotten(): boolean {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "tenure" in state && state.tenure === "forgotten";
}
