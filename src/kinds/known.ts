import type { AnalysisHost } from "../analyses/plan/analysis";
import type { Host } from "../notebook/kind";
import type { Json } from "../terms/view";

/**
 * The powers of an analysis. What it stores is made of nothing but its settings, what it reads, the query, and what it
 * has stored before: it knows no clock, no chance and no file. So a large table of it need not be looked at to be known
 * again.
 *
 * @param from its settings, and the identities of what it reads
 */
export function known({ engine, models }: Pick<Host, "engine" | "models">, from: Json): AnalysisHost {
  const before: Json[] = [from];
  return {
    query: engine.query.bind(engine),
    async create(name, sql, signal, options) {
      const of = JSON.stringify([sql, options?.more ?? [], before]);
      const table = await engine.create(name, sql, signal, { ...options, of });
      before.push(table.fingerprint);
      return table;
    },
    async store(name, columns) {
      const table = await engine.store(name, columns);
      before.push(table.fingerprint);
      return table;
    },
    models: { call: models.call.bind(models) },
  };
}
