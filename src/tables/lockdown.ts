/**
 * Run before any text of a user, in this order: `allowed_directories` cannot be set after external access is off, and
 * without it even registered files are closed. Nothing can be set again afterwards. Extensions are off first because
 * a failed download by an extension throws through the module and can break it.
 */
export const LOCKDOWN: readonly string[] = [
  "SET autoinstall_known_extensions=false",
  "SET autoload_known_extensions=false",
  "SET allow_community_extensions=false",
  "SET enable_external_file_cache=false",
  "SET errors_as_json=true",
  "SET allowed_directories=['files/']",
  "SET enable_external_access=false",
  "SET lock_configuration=true",
];

/** On each connection, once the schemas are there and before the lock: the id of a cell is the name of its table. */
export const CELLS_BY_NAME = "SET search_path='notebook'";

/**
 * A database whose tables are kept pressed, in about half the memory: one that is attached may be, the first one may not.
 * What presses texts against each other saves another half of that and takes as long again as reading a file: it is off.
 */
export const LARGE: readonly string[] = [
  "SET disabled_compression_methods='fsst,dict_fsst,zstd'",
  "ATTACH IF NOT EXISTS ':memory:' AS large_sources (COMPRESS)",
];

/** What the notebook expects to find. `today` is given by the page: this build of the engine has no clock zones. */
export function furnish(today: string): readonly string[] {
  return [
    ...LARGE,
    "CREATE SCHEMA IF NOT EXISTS notebook",
    "CREATE SCHEMA IF NOT EXISTS inputs",
    "CREATE SCHEMA IF NOT EXISTS sources",
    "CREATE SCHEMA IF NOT EXISTS pages",
    `CREATE OR REPLACE MACRO today() AS DATE '${today}'`,
  ];
}
