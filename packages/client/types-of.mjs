/** Reads an OpenAPI document on stdin and writes its TypeScript types to stdout. Not published. */
import { text } from 'node:stream/consumers';
import openapiTS, { astToString } from 'openapi-typescript';
import * as prettier from 'prettier';

const document = JSON.parse(await text(process.stdin));
const config = await prettier.resolveConfig(new URL('openapi.d.ts', import.meta.url));
const types = astToString(await openapiTS(document));
process.stdout.write(
  await prettier.format(
    `/** Made from openapi.json by \`npm run openapi\`; do not edit. */\n${types}`,
    {
      ...config,
      parser: 'typescript',
    },
  ),
);
