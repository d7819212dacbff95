import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** One listener a connection, however many requests a caller sends ahead over it. */
const waiting = new WeakMap<Socket, Set<() => void>>();

const waitingOn = (socket: Socket): Set<() => void> => {
  const known = waiting.get(socket);
  if (known) return known;
  const made = new Set<() => void>();
  waiting.set(socket, made);
  socket.once('close', () => {
    for (const each of made) each();
  });
  return made;
};

/**
 * Runs `work` once, when the answer has been sent or its caller has gone. An answer that stood behind
 * another one on its connection is never told that the connection was closed.
 */
export const whenOver = (req: IncomingMessage, res: ServerResponse, work: () => void): void => {
  if (res.closed || req.socket.closed) return work();
  const others = waitingOn(req.socket);
  const once = (): void => {
    if (others.delete(once)) work();
  };
  others.add(once);
  res.once('close', once);
};
