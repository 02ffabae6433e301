import type { Kept, Store } from "../../src/storage/shelf";

/** A store in memory that can be slow or refuse. */
export class Memory implements Store {
  readonly held = new Map<string, Kept>();
  readonly pasts = new Map<string, unknown>();
  writes = 0;
  refuses = false;
  wait: Promise<void> = Promise.resolve();

  get(id: string) {
    return Promise.resolve(this.held.get(id));
  }
  async set(kept: Kept) {
    await this.wait;
    if (this.refuses) throw new Error("QuotaExceededError");
    if ((this.held.get(kept.id)?.revision ?? 0) >= kept.revision) return false;
    this.writes += 1;
    this.held.set(kept.id, kept);
    return true;
  }
  past(id: string) {
    return Promise.resolve(this.pasts.get(id));
  }
  setPast(id: string, past: unknown) {
    this.pasts.set(id, past);
    return Promise.resolve();
  }
  delete(id: string) {
    this.held.delete(id);
    this.pasts.delete(id);
    return Promise.resolve();
  }
  end() {
    this.held.clear();
    this.pasts.clear();
    return Promise.resolve();
  }
  all() {
    return Promise.resolve([...this.held.values()]);
  }
}
