/**
 * Asks for one address over and over, as fast as a server answers. Told what to do by messages; a process of
 * its own, so that the asking takes nothing from the answering.
 *
 * Answers to one request are of one length, so counting bytes counts answers: parsing would cost more than
 * some servers need to answer.
 */
import net from 'node:net';

/** More than these are no accident. */
const MOST_CLOSED = 100;

const HEAD_ENDS = Buffer.from('\r\n\r\n');

process.on('message', async ({ port, path, headers, seconds, connections }) => {
  const request = Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  try {
    const state = {
      until: performance.now() + seconds * 1_000,
      answers: 0,
      status: null,
      bytes: 0,
    };
    const from = performance.now();
    await Promise.all(Array.from({ length: connections }, () => ask(port, request, state)));
    process.send({
      answers: state.answers,
      status: state.status,
      bytes: state.bytes,
      closed: state.closed,
      seconds: (performance.now() - from) / 1_000,
    });
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.on('disconnect', () => process.exit(0));

function ask(port, request, state) {
  return new Promise((resolve, reject) => {
    let length = null;
    let start = Buffer.alloc(0);
    let got = 0;
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () =>
      socket.write(request),
    );
    socket.on('error', reject);
    // A server may close a connection between two requests; a caller then opens another.
    socket.on('close', () => {
      state.closed += 1;
      if (state.closed > MOST_CLOSED) reject(new Error('The server closes its connections.'));
      else ask(port, request, state).then(resolve, reject);
    });
    const done = () => {
      socket.removeAllListeners('close');
      socket.destroy();
      resolve();
    };
    socket.on('data', (chunk) => {
      if (length === null) {
        start = Buffer.concat([start, chunk]);
        const end = start.indexOf(HEAD_ENDS);
        if (end < 0) return;
        const head = start.toString('latin1', 0, end);
        state.status = head.slice(9, 12);
        const body = state.status === '304' ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1]);
        if (!(body >= 0)) return void reject(new Error(`An answer without a length:\n${head}`));
        length = end + HEAD_ENDS.length + body;
        state.bytes = length;
        chunk = start;
      }
      got += chunk.length;
      // One without a body ends where its head does: once a minute it comes from Koa, with more headers.
      if (state.status === '304') {
        if (chunk.indexOf(HEAD_ENDS) !== chunk.length - HEAD_ENDS.length) return;
        got = length;
      }
      if (got < length) return;
      if (got > length) return void reject(new Error('Answers differ in length.'));
      got = 0;
      state.answers += 1;
      if (performance.now() >= state.until) done();
      else socket.write(request);
    });
  });
}
