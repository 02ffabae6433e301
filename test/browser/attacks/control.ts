import { serve } from "../../../.run/serve.mjs";
import type { Attack } from "./attack";
import { arrive, attempt, bring } from "./attempt";
import { bare } from "./bare";
import { weaken } from "./cuts";
import { listen, type Listener } from "./listener";

/**
 * Runs attacks that name the same defences where these are gone; what was heard, by attack. One that was not heard is
 * made again: a control shows that it can be heard, not that a busy machine hears it at once.
 */
export async function control(
  dist: string,
  attacks: readonly Attack[],
  tries = 2,
): Promise<Listener["heard"]> {
  const heard = await once(dist, attacks);
  const rest = attacks.filter(({ name }) => !heard.has(name));
  if (rest.length === 0 || tries === 0) return heard;
  return new Map([...heard, ...(await control(dist, rest, tries - 1))]);
}

async function once(dist: string, attacks: readonly Attack[]): Promise<Listener["heard"]> {
  const listener = await listen(attacks);
  const cuts = attacks[0]!.without;
  const site = await weaken(dist, cuts, { EXTENSIONS: listener.base });
  const server = await serve({ root: site.folder, base: "/sub/path/" });
  try {
    if (cuts.includes("own renderer")) await bare(site.folder, server, attacks, listener);
    else if (cuts.includes("own notebooks")) await arrive(server, attacks, listener);
    else {
      await bring(server, attacks, listener);
      await attempt(server, attacks, listener);
    }
    return listener.heard;
  } catch (error) {
    // An attack that took the page away with it has been heard.
    if (attacks.every(({ name }) => listener.heard.has(name))) return listener.heard;
    throw error;
  } finally {
    await server.close();
    site.remove();
    await listener.close();
  }
}
