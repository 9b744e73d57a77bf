/** What a Markdown file has: code, links and the anchors that links may lead to. */

/**
 * The blocks of code: `{ language, meta, code, line, file }`. `line` is that of the opening fence, from 1; `meta` is what follows the language;
 * `file` is the path that a comment `<!-- file: path -->` above the block names: the block is a copy of that file.
 */
export function fences(text) {
  const found = [];
  let open;
  let file;
  for (const [index, line] of text.split('\n').entries()) {
    const [, words] = /^```(.*)$/.exec(line) ?? [];
    if (open && words === '') {
      found.push({ ...open, code: open.lines.join('\n') + '\n' });
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (words !== undefined) {
      const [language, ...meta] = words.split(' ');
      open = { language, meta: meta.join(' '), line: index + 1, file, lines: [] };
    }
    if (!open) file = /^<!-- file: (\S+) -->$/.exec(line)?.[1];
  }
  return found.map(({ lines: _, ...fence }) => fence);
}

/** The text without what is code. Lines stay where they are. */
const prose = (text) =>
  text
    .replace(/^```[^]*?^```$/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()<>]/g, ' '));

/** Where links and pictures lead: `{ target, line }`. */
export function links(text) {
  const plain = prose(text);
  const found = [...plain.matchAll(/\]\(([^()\s]+)\)/g), ...plain.matchAll(/<img [^>]*src="([^"]+)"/g)];
  return found.map(({ 1: target, index }) => ({ target, line: plain.slice(0, index).split('\n').length }));
}

/** The anchors of the headings, as GitHub makes them. */
export function anchors(text) {
  const seen = new Map();
  return [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading]) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const slug = words.toLowerCase().replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times > 0 ? `${slug}-${times}` : slug;
  });
}
