import http from 'node:http';

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** As it goes over the wire: `fetch` would unpack, follow and add headers of its own. */
export const ask = (
  address: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    http
      .request({ hostname, port, path, method, headers, agent: false }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () =>
          resolve({
            status: res.statusCode!,
            headers: res.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      })
      .on('error', reject)
      .end();
  });

/** Without the moment at which it was given. */
export const timeless = ({ status, headers: { date: _date, ...headers }, body }: RawAnswer) => ({
  status,
  headers,
  body,
});
