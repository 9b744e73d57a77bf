/** Sections of docs/benchmarks.md: each is replaced by itself, so that one part may be run alone. */

const INTRO = `# Benchmarks

\`npm run bench\` measures all parts, \`npm run bench -- frames start\` those named, and rewrites their sections here and their charts. Every figure below
was printed by such a run; none is from memory. Ours and plain run side by side in the same run, by turns. On another computer the figures differ, and
so may their order: run it. The raw samples are in \`dist/bench/*.json\`.
`;

/**
 * @typedef {{ title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[], note?: string }} Table
 * @typedef {{ method?: string, tables: readonly Table[], charts: readonly import('./chart.mjs').Chart[], figures: object }} Result
 */

const cell = (value) => String(typeof value === 'number' ? value.toLocaleString('en') : value).replaceAll('|', '\\|');
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

/** @param {Table} table @returns {string} */
const markdownTable = ({ title, head, rows, note }) =>
  [`**${title}**`, '', row(head), row(head.map((_, column) => (column > 0 && /^[\d.,]/.test(String(rows[0]?.[column])) ? '---:' : '---'))), ...rows.map(row), ...(note ? ['', note] : [])].join('\n');

/**
 * @param {{ name: string, title: string }} part
 * @param {Result} result
 * @param {string} machine
 * @returns {string}
 */
export function section({ title }, { method, tables, charts }, machine) {
  const pictures = charts.map(({ name, title: words }) => `![${words}](benchmarks/${name}.svg)`);
  return [`## ${title}`, ...(method ? [method] : []), ...pictures, ...tables.map(markdownTable), `Measured on: ${machine}.`].join('\n\n');
}

/**
 * Puts a section into the document in the place of its older self, or at the end.
 *
 * @param {string | undefined} document
 * @param {string} name
 * @param {string} text
 * @returns {string}
 */
export function withSection(document, name, text) {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const whole = `${begin}\n${text}\n${end}`;
  const before = document ?? INTRO;
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  return from < 0 || to < from ? `${before.trimEnd()}\n\n${whole}\n` : before.slice(0, from) + whole + before.slice(to + end.length);
}
