import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { COLUMNS, csv, TYPES, type Row } from "./shop";

/** Somewhere orders may live, as a real engine: rows of any query as text. */
export interface Place {
  /** Makes the table `orders` with these rows. */
  fill(rows: readonly Row[]): Promise<void>;
  ask(sql: string): Promise<readonly (readonly string[])[]>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const cut = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(","));

/** `"Client" VARCHAR, …` */
const table = (types: Readonly<Record<(typeof TYPES)[number], string>>): string =>
  COLUMNS.map((name, i) => `"${name}" ${types[TYPES[i]!]}`).join(", ");

export async function duckdb(): Promise<Place> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const folder = mkdtempSync(join(tmpdir(), "tenure-duckdb-"));
  return {
    async fill(rows) {
      const file = join(folder, "orders.csv");
      writeFileSync(file, csv(rows));
      await connection.run(
        `CREATE TABLE orders (${table({ text: "VARCHAR", day: "DATE", whole: "INTEGER", money: "DECIMAL(12, 2)", moment: "TIMESTAMP" })})`,
      );
      await connection.run(`COPY orders FROM '${file}' (HEADER, NULLSTR '')`);
    },
    ask: async (sql) =>
      (await connection.runAndReadAll(sql)).getRows().map((row) => row.map((cell) => String(cell))),
    close() {
      connection.closeSync();
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  };
}

/** Folder of PostgreSQL's programs; null where there is none. */
export function postgresFolder(): string | null {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return (
    versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb"))) ??
    null
  );
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** A cluster of its own in a folder of its own, heard on loopback only, gone afterwards. */
export async function postgres(bin: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "tenure-postgres-"));
  const port = await freePort();
  // The server refuses to run as root.
  const root = process.getuid?.() === 0;
  if (root) execFileSync("chown", ["-R", "postgres", folder]);
  const as = (program: string, ...args: string[]): Promise<{ stdout: string }> =>
    root
      ? run("runuser", ["-u", "postgres", "--", program, ...args], { cwd: folder })
      : run(program, args, { cwd: folder });
  const data = join(folder, "data");
  await as(
    join(bin, "initdb"),
    "-D",
    data,
    "-U",
    "tenure",
    "-A",
    "trust",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
  );
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=${folder}`;
  await as(join(bin, "pg_ctl"), "-D", data, "-w", "-l", join(folder, "log"), "-o", options, "start");
  const psql = async (...args: string[]): Promise<string> =>
    (
      await as(
        join(bin, "psql"),
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-U",
        "tenure",
        "-d",
        "postgres",
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "--csv",
        "-t",
        ...args,
      )
    ).stdout;
  return {
    async fill(rows) {
      const file = join(folder, "orders.csv");
      writeFileSync(file, csv(rows));
      await psql(
        "-c",
        `CREATE TABLE orders (${table({ text: "text", day: "date", whole: "integer", money: "numeric(12, 2)", moment: "timestamp" })})`,
      );
      await psql("-c", `\\copy orders FROM '${file}' CSV HEADER`);
    },
    ask: async (sql) => cut(await psql("-c", sql)),
    async close() {
      await as(join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Chdb {
  Session: new (path: string) => {
    query(sql: string, format: string): { toString(): string } | string;
    cleanup(): void;
  };
}

/** ClickHouse in the test's own process, by the package `chdb` installed in the folder that TENURE_CHDB names. */
export function clickhouse(folder: string): Place {
  const { Session } = createRequire(join(folder, "package.json"))("chdb") as Chdb;
  const home = mkdtempSync(join(tmpdir(), "tenure-clickhouse-"));
  const session = new Session(join(home, "data"));
  const ask = (sql: string): Promise<string[][]> =>
    Promise.resolve(cut(String(session.query(sql, "CSV")).replaceAll('"', "")));
  return {
    async fill(rows) {
      const columns = table({
        text: "Nullable(String)",
        day: "Nullable(Date32)",
        whole: "Nullable(Int32)",
        money: "Nullable(Decimal(12, 2))",
        moment: "Nullable(DateTime64(6))",
      });
      await ask("CREATE DATABASE IF NOT EXISTS shop");
      await ask(`CREATE TABLE shop.orders (${columns}) ENGINE = Memory`);
      const cell = (value: string | number | null): string =>
        value === null || value === "" ? "NULL" : typeof value === "number" ? String(value) : `'${value}'`;
      const values = rows.map((row) => `(${row.map(cell).join(", ")})`).join(", ");
      await ask(`INSERT INTO shop.orders VALUES ${values}`);
    },
    ask,
    close() {
      session.cleanup();
      rmSync(home, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
