/**
 * An Astro adapter without a server: the built app exports `render(request, locals)`, and the build
 * server calls it in its own process.
 *
 * @returns {import('astro').AstroIntegration}
 */
export default function inMemory() {
  return {
    name: 'newsroom-site/in-memory',
    hooks: {
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'newsroom-site/in-memory',
          serverEntrypoint: new URL('./entry.mjs', import.meta.url).href,
          exports: ['render'],
          supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'unsupported' },
        }),
    },
  };
}
