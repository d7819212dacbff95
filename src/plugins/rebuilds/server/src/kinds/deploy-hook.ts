import type { Kind } from './kind';

const NETLIFY = /(^|\.)netlify\.com$/;

/** The deploy hooks of Vercel, Netlify and Cloudflare: a POST without a body starts a build. */
export const deployHook: Kind = {
  name: 'deploy-hook',
  description: 'A POST that starts a build: deploy hooks of Vercel, Netlify, Cloudflare Pages.',
  signed: false,
  secretAddress: true,
  request: ({ test, changes, count }, { url }) => ({
    // Netlify shows the title in its list of builds.
    ...(NETLIFY.test(url.hostname) && {
      query: { trigger_title: test ? 'A test call' : title(count, changes[0]) },
    }),
    body: '',
  }),
};

const title = (count: number, first: { kind: string; slug: string } | undefined): string => {
  if (!first) return `${count} changes`;
  const more = count > 1 ? ` and ${count - 1} more` : '';
  return `${first.kind} ${first.slug}${more}`;
};
