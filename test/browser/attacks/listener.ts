import { createSocket, type Socket } from "node:dgram";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import type { Attack, Ears } from "./attack";
import { named } from "./watch";

/** Somebody outside who wants to hear: HTTP and WebSocket on two ports, UDP and TCP on a port for each that asks. */
export interface Listener {
  ears(attack: Attack, site: string): Ears;
  /** What was heard of an attack, by its name. */
  readonly heard: ReadonlyMap<string, readonly string[]>;
  note(name: string, what: string): void;
  readonly base: string;
  close(): Promise<void>;
}

export const SECRET = "zoe.secret@example.org";

export async function listen(attacks: readonly Attack[]): Promise<Listener> {
  const heard = new Map<string, string[]>();
  const ports = new Map<string, number>();
  const open: { close(): void }[] = [];
  const note = (name: string, what: string): void => {
    heard.set(name, [...(heard.get(name) ?? []), what]);
  };
  const names = new Set(attacks.map(({ name }) => name));
  const whose = (url: string): string => {
    const first = /^\/([\w-]+)/.exec(url)?.[1] ?? "";
    return names.has(first) ? first : (named(attacks, url) ?? url);
  };
  const hear = (request: IncomingMessage, by: string) =>
    note(whose(request.url ?? ""), `${by} ${request.method ?? ""} ${request.url ?? ""}`);

  const http = await Promise.all([0, 1].map(() => httpServer(hear)));
  open.push(...http.map((server) => ({ close: () => (server.closeAllConnections(), server.close()) })));
  for (const { name, port } of attacks) {
    if (!port) continue;
    const { port: number, close } = await eitherPort((by) => note(name, by));
    ports.set(name, number);
    open.push({ close });
  }
  const [first, second] = http.map((server) => (server.address() as AddressInfo).port);
  return {
    heard,
    note,
    base: `http://127.0.0.1:${first!}`,
    ears: ({ name }, site) => ({
      http: `http://127.0.0.1:${first!}/${name}`,
      ws: `ws://127.0.0.1:${second!}/${name}`,
      own: `${site}?heard=${name}`,
      port: `127.0.0.1:${ports.get(name) ?? 9}`,
      secret: SECRET,
    }),
    close: () => {
      for (const one of open) one.close();
      return Promise.resolve();
    },
  };
}

const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  script: ["text/javascript", "globalThis.heardHere = 1;"],
  style: ["text/css", "body { outline: 0 }"],
  document: ["text/html", "<!doctype html>heard"],
  iframe: ["text/html", "<!doctype html>heard"],
};

async function httpServer(hear: (request: IncomingMessage, by: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    hear(request, "http");
    const [type, body] = TYPES[String(request.headers["sec-fetch-dest"])] ?? ["text/plain", "a,b\n1,2\n"];
    response.writeHead(200, {
      "content-type": type,
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*",
      "access-control-allow-methods": "*",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  server.on("upgrade", (request, socket) => {
    hear(request, "websocket");
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

/** One number for both: WebRTC and QUIC knock by UDP, a relay by TCP. */
async function eitherPort(
  heard: (by: string) => void,
  tries = 20,
): Promise<{ port: number; close: () => void }> {
  const udp: Socket = createSocket("udp4");
  udp.on("message", () => heard("udp"));
  await new Promise<void>((done) => udp.bind(0, "127.0.0.1", done));
  const { port } = udp.address();
  const tcp = createTcpServer((socket) => {
    heard("tcp");
    socket.on("error", () => undefined);
    socket.destroy();
  });
  const free = await new Promise<boolean>((done) =>
    tcp.once("error", () => done(false)).listen(port, "127.0.0.1", () => done(true)),
  );
  if (!free && tries > 0) {
    // A number free for UDP may be taken for TCP, by a connection of the browser itself.
    udp.close();
    return eitherPort(heard, tries - 1);
  }
  return {
    port,
    close: () => {
      udp.close();
      tcp.close();
    },
  };
}
