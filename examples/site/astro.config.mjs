import { defineConfig, passthroughImageService } from 'astro/config';
import inMemory from './adapter/index.mjs';

export default defineConfig({
  output: 'server',
  adapter: inMemory(),
  outDir: './dist/app',
  trailingSlash: 'never',
  // The newsroom scales its pictures itself.
  image: { service: passthroughImageService() },
  // Slugs never begin with "assets": the newsroom keeps that word for sites.
  build: { assets: 'assets' },
  devToolbar: { enabled: false },
  // Scripts stay files of their own, so that pages can forbid inline ones.
  vite: { build: { assetsInlineLimit: 0 } },
});
