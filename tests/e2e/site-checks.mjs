/** What holds for every page of a site. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { LinkChecker } from 'linkinator';
import { filesBelow } from '../../scripts/fingerprint.mjs';

/** Bytes, uncompressed. */
const LARGEST_PAGE = 60_000;

/** @param {string[]} findings */
export const assertNone = (findings) =>
  assert.ok(
    findings.length === 0,
    `${findings.length} findings:\n${findings.slice(0, 20).join('\n')}`,
  );

/**
 * The site may be built anew meanwhile: a file that goes while one reads is not there.
 *
 * @returns {Map<string, string>} text of each file by its name, such as `topics/space.html`
 */
export const readSite = (folder) => {
  const files = new Map();
  for (const file of filesBelow(folder, ['.'])) {
    try {
      files.set(path.normalize(file), fs.readFileSync(path.join(folder, file), 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return files;
};

export const htmlOf = (files) => [...files].filter(([name]) => name.endsWith('.html'));

const RULES = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  // A name is allowed on every element that we give one.
  rules: { 'aria-label-misuse': ['error', { allowAnyNamable: true }] },
};

/** @returns {Promise<string[]>} what the HTML standard forbids, or keeps people out */
export async function htmlFindings(files) {
  const validator = new HtmlValidate(RULES);
  const findings = [];
  for (const [name, text] of htmlOf(files)) {
    const { results } = await validator.validateString(text, name);
    for (const { messages } of results) {
      for (const { ruleId, message, line, column } of messages) {
        findings.push(`${name}:${line}:${column} ${ruleId}: ${message}`);
      }
    }
  }
  return findings;
}

/**
 * Follows every link from the front page that stays on the site.
 *
 * @returns {Promise<{ broken: string[], visited: Set<string> }>} visited: paths
 */
export async function crawl(site) {
  const { links } = await new LinkChecker().check({
    path: site,
    recurse: true,
    checkCss: true,
    checkFragments: true,
    linksToSkip: async (link) => new URL(link).origin !== site,
  });
  return {
    broken: links
      .filter(({ state }) => state === 'BROKEN')
      .map(({ url, status, parent }) => `${url} (${status}) on ${parent}`),
    visited: new Set(
      links.filter(({ state }) => state === 'OK').map(({ url }) => new URL(url).pathname),
    ),
  };
}

const scriptsOf = (html) =>
  [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)].map(([, attributes, text]) => ({
    attributes,
    text,
    isData: attributes.includes('application/ld+json'),
  }));

/** @throws AssertionError at the first page that is too large, or has a script where none is due */
export function assertLight(files) {
  for (const [name, text] of htmlOf(files)) {
    const size = Buffer.byteLength(text);
    assert.ok(size < LARGEST_PAGE, `${name} has ${size} bytes`);
    const scripts = scriptsOf(text).filter(({ isData }) => !isData);
    assert.equal(scripts.length, name === 'search.html' ? 1 : 0, `scripts of ${name}`);
    for (const script of scripts) assert.equal(script.text.trim(), '', `inline in ${name}`);
  }
}

/** @returns {number} how many stories say what they are */
export function assertJsonLd(files) {
  let stories = 0;
  for (const [name, text] of htmlOf(files)) {
    const data = scriptsOf(text).filter(({ isData }) => isData);
    const isStory = text.includes('<article class="article');
    assert.equal(data.length, isStory ? 1 : 0, `JSON-LD of ${name}`);
    for (const script of data) {
      const told = JSON.parse(script.text);
      assert.equal(told['@type'], 'NewsArticle', name);
      const { datePublished, dateModified } = told;
      const times = [datePublished, dateModified].map((date) => new Date(date).toISOString());
      assert.deepEqual([datePublished, dateModified], times, name);
      assert.ok(datePublished <= dateModified, `${name} was changed before it was published`);
      assert.ok(text.includes(`datetime="${datePublished}"`), `${name} shows another date`);
      stories += 1;
    }
  }
  return stories;
}
