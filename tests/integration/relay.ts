/** What stands between a newsroom and its Postgres, so that a test can cut the line or turn it elsewhere. */
import net from 'node:net';

export interface Relay {
  /** `url` as it is reached through the relay. */
  urlOf(url: string): string;
  /** Ends all connections and refuses new ones, as a machine does that is gone. */
  cut(): void;
  /** Takes connections and passes nothing on, as a network does that swallows what is sent. */
  hold(): void;
  /** Lets connections through again, from now on to the Postgres of `address` (default: the first one). */
  leadTo(address?: string): void;
  close(): Promise<void>;
}

export const startRelay = async (url: string): Promise<Relay> => {
  let target: URL | null = new URL(url);
  let isHeld = false;
  const open = new Set<net.Socket>();
  const server = net.createServer((client) => {
    if (!target) {
      client.destroy();
      return;
    }
    if (isHeld) {
      open.add(client);
      client.on('error', () => undefined);
      return;
    }
    const behind = net.connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const cut = (): void => {
    target = null;
    isHeld = false;
    for (const socket of open) socket.destroy();
  };
  return {
    urlOf(address) {
      const through = new URL(address);
      through.port = String(port);
      return through.href;
    },
    cut,
    hold() {
      isHeld = true;
      for (const socket of open) socket.unpipe().pause();
    },
    leadTo(address = url) {
      // What was held is not heard again.
      if (isHeld) cut();
      target = new URL(address);
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
};
