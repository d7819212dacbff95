'use strict';
/**
 * A receiver that answers a gigabyte, or nothing while it is tame. Tells its parent its port, and when
 * asked how much of each gigabyte was taken from it.
 */
const http = require('node:http');

const SIZE = 1024 ** 3;
const chunk = Buffer.alloc(65_536, 'x');
const sent = [];
let isTame = false;

const server = http.createServer((request, response) => {
  request.resume();
  if (isTame) return void response.end();
  const n = sent.push(0) - 1;
  response.on('error', () => {});
  response.writeHead(200, { 'Content-Length': SIZE });
  const more = () => {
    while (!response.destroyed && sent[n] < SIZE) {
      sent[n] += chunk.length;
      if (!response.write(chunk)) return;
    }
  };
  response.on('drain', more);
  more();
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', (asked) => {
  if (asked === 'sent') process.send({ sent });
  else isTame = asked === 'tame';
});
process.on('disconnect', () => process.exit(0));
