import chartLine from "@phosphor-icons/core/regular/chart-line.svg?raw";
import code from "@phosphor-icons/core/regular/code.svg?raw";
import database from "@phosphor-icons/core/regular/database.svg?raw";
import sliders from "@phosphor-icons/core/regular/sliders-horizontal.svg?raw";
import table from "@phosphor-icons/core/regular/table.svg?raw";
import textT from "@phosphor-icons/core/regular/text-t.svg?raw";
import type { Translate } from "../../i18n";
import type { MenuItem } from "../shell/menu";
import type { Session } from "../session/session.svelte";
import { kindName } from "../sheet/names";

const ICONS: Readonly<Record<string, string>> = {
  prose: textT,
  sql: database,
  ts: code,
  input: sliders,
  chart: chartLine,
};

/** Kinds of cells one can add; sources and ledgers come from importing a file. */
export function choices(t: Translate, session: Session): readonly MenuItem[] {
  return session.addable.map((key) => ({ key, label: kindName(t, key), svg: ICONS[key] ?? table }));
}
