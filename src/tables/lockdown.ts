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

/** What the notebook expects to find. `today` is given by the page: this build of the engine has no clock zones. */
export function furnish(today: string): readonly string[] {
  return [
    "CREATE SCHEMA IF NOT EXISTS notebook",
    "CREATE SCHEMA IF NOT EXISTS inputs",
    "CREATE SCHEMA IF NOT EXISTS sources",
    "CREATE SCHEMA IF NOT EXISTS pages",
    `CREATE OR REPLACE MACRO today() AS DATE '${today}'`,
  ];
}
