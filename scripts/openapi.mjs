/** `npm run openapi`: writes the contract and its types into packages/client. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { buildServer } from './build.mjs';
import { dist, root } from './paths.mjs';
import { isMain, main, say } from './progress.mjs';

const client = path.join(root, 'packages', 'client');

if (isMain(import.meta)) {
  void main(async () => {
    await buildServer();
    const compiled = path.join(dist, 'src', 'api', 'openapi', 'document.js');
    const { openApiDocument } = await import(pathToFileURL(compiled).href);
    const where = path.join(client, 'openapi.json');
    const document = JSON.stringify(openApiDocument());
    const config = await prettier.resolveConfig(where);
    fs.writeFileSync(where, await prettier.format(document, { ...config, parser: 'json' }));
    const types = execFileSync(process.execPath, [path.join(client, 'types-of.mjs')], {
      input: document,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    fs.writeFileSync(path.join(client, 'openapi.d.ts'), types);
    say('Wrote packages/client/openapi.json and openapi.d.ts.');
  });
}
