const behind = new WeakMap<object, () => Promise<object>>();

/** `engine` only hands calls on to the one that `start` gives: what holds of that one's tables holds of this one's. */
export function standsFor(engine: object, start: () => Promise<object>): void {
  behind.set(engine, start);
}

/** The engine that holds the tables: what is kept about them is kept by this. */
export const itself = (engine: object): Promise<object> => behind.get(engine)?.() ?? Promise.resolve(engine);
