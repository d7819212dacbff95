/** A page with a headline, a lead and lines: the newsroom's own sign, drawn here. */
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#1f2a44"/><rect x="14" y="15" width="36" height="8" rx="2" fill="#fff"/><rect x="14" y="29" width="36" height="3" rx="1.5" fill="#9fb2d8"/><circle cx="16" cy="41" r="2" fill="#f2b441"/><rect x="22" y="39.500" width="28" height="3" rx="1.500" fill="#fff"/><circle cx="16" cy="49" r="2" fill="#f2b441"/><rect x="22" y="47.500" width="20" height="3" rx="1.500" fill="#fff"/></svg>`;

export const LOGO = `data:image/svg+xml,${encodeURIComponent(SVG)}`;
