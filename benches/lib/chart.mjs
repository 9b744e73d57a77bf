/** Bar charts as SVG, by hand: readable on light and dark pages, and without colours. */

const WIDTH = 760;
const LABEL = 190;
const VALUES = 110;
const BAR = 16;
const GAP = 4;
const HEAD = 22;
const PAD = 12;

const STYLE = `
  .page { fill: #ffffff; }
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 14px; font-weight: 600; }
  .group { font-weight: 600; }
  .bar { fill: #8c959f; }
  .ours { fill: #0969da; }
  .spread { stroke: #1f2328; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; }
    text { fill: #e6edf3; }
    .bar { fill: #6e7681; }
    .ours { fill: #58a6ff; }
    .spread { stroke: #e6edf3; }
  }`;

const escape = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Up to three digits that count. */
const short = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3))));

/**
 * @typedef {{ name: string, ours?: boolean, median: number, low?: number, high?: number }} Bar
 * @typedef {{ name: string, title: string, unit: string, groups: readonly { label: string, bars: readonly Bar[] }[] }} Chart
 */

/**
 * Draws horizontal bars; each group has a scale of its own, and a line over the middle half of the samples.
 *
 * @param {Chart} chart
 * @returns {string}
 */
export function barChart({ title, unit, groups }) {
  const parts = [];
  let y = PAD + 14;
  const text = (x, at, words, kind = '', anchor = 'start') => parts.push(`<text x="${x}" y="${at}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${escape(words)}</text>`);
  text(PAD, y, title, 'title');
  y += 18;
  text(PAD, y, `${unit}, shorter is better; medians, with a line over the middle half of the samples; each group has a scale of its own`);
  y += PAD;
  for (const { label, bars } of groups) {
    y += HEAD;
    text(PAD, y - 5, label, 'group');
    const most = Math.max(...bars.map(({ median, high = median }) => Math.max(median, high))) || 1;
    const scale = (value) => (value / most) * (WIDTH - LABEL - VALUES - PAD);
    for (const { name, ours, median, low = median, high = median } of bars) {
      const middle = y + BAR / 2;
      text(LABEL - 8, middle + 4, name, '', 'end');
      parts.push(`<rect x="${LABEL}" y="${y}" width="${Math.max(1, scale(median)).toFixed(1)}" height="${BAR}" class="bar${ours ? ' ours' : ''}"/>`);
      if (high > low) parts.push(`<line x1="${(LABEL + scale(low)).toFixed(1)}" x2="${(LABEL + scale(high)).toFixed(1)}" y1="${middle}" y2="${middle}" class="spread"/>`);
      text(LABEL + Math.max(1, scale(Math.max(median, high))) + 6, middle + 4, `${short(median)} ${unit}`);
      y += BAR + GAP;
    }
  }
  const height = y + PAD;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}">\n<style>${STYLE}\n</style>\n<rect width="100%" height="100%" rx="6" class="page"/>\n${parts.join('\n')}\n</svg>\n`;
}
