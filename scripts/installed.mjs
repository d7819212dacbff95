/**
 * Whether what npm installed is what the lock file asks for.
 *
 * npm writes `node_modules/.package-lock.json`: the part of the lock that it installed on this
 * machine. Other systems' binaries are missing there, and those entries are all optional.
 *
 * @param {{ packages: Record<string, any> }} lock    package-lock.json
 * @param {{ packages: Record<string, any> }} hidden  node_modules/.package-lock.json
 * @returns {boolean}
 */
export function installedMatchesLock(lock, hidden) {
  const installed = hidden?.packages ?? {};
  const asked = lock?.packages ?? {};
  const same = (a, b) =>
    a.version === b.version && a.integrity === b.integrity && Boolean(a.link) === Boolean(b.link);
  const nothingElse = Object.entries(installed).every(
    ([where, each]) => asked[where] != null && same(asked[where], each),
  );
  const nothingMissing = Object.entries(asked).every(
    // '' is this project itself, and folders outside node_modules are its workspaces.
    ([where, each]) =>
      !where.includes('node_modules/') ||
      installed[where] != null ||
      each.optional ||
      each.devOptional,
  );
  return nothingElse && nothingMissing;
}

/**
 * Why this Node.js cannot be used, or null.
 *
 * @param {string} version such as `v20.19.0`
 */
export function nodeProblem(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  const usable = (major > 20 || (major === 20 && minor >= 19)) && major <= 24;
  return usable
    ? null
    : `Newsroom needs Node.js 20.19 or newer, up to 24; this is ${version}. Get one at https://nodejs.org, or with: nvm install 22`;
}
