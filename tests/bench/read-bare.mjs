/** The least that can answer with these bytes: bare `node:http`, or bare Koa. `read-bare.mjs http|koa FILE TYPE` */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import Koa from 'koa';

const [kind, file, type] = process.argv.slice(2);
const bytes = fs.readFileSync(file);
const br = brotliCompressSync(bytes);
const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;

const takes = (encoding) => encoding?.includes('br');

const listeners = {
  http(req, res) {
    if (req.headers['if-none-match'] === etag) return res.writeHead(304, { ETag: etag }).end();
    const body = takes(req.headers['accept-encoding']) ? br : bytes;
    res.writeHead(200, {
      'Content-Type': type,
      'Content-Length': body.length,
      ETag: etag,
      ...(body === br && { 'Content-Encoding': 'br' }),
    });
    res.end(body);
  },
  koa() {
    const app = new Koa();
    app.use((ctx) => {
      ctx.set('ETag', etag);
      ctx.status = 200;
      if (ctx.fresh) {
        ctx.status = 304;
        return;
      }
      const body = takes(ctx.get('Accept-Encoding')) ? br : bytes;
      if (body === br) ctx.set('Content-Encoding', 'br');
      ctx.body = body;
      ctx.type = type;
    });
    return app.callback();
  },
};

const server = http.createServer(kind === 'koa' ? listeners.koa() : listeners.http);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
