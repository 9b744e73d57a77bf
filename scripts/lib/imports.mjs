/**
 * Finds modules of the Rust code that import each other in a circle. A module here is a folder or file directly in `src/engine`
 * (`engine/token`), or one directly in `src` (`api`); what is below belongs to it.
 */

/** The place of a file in the tree of modules: `src/engine/token/mod.rs` is `['engine', 'token']`. */
const placeOf = (file) => {
  const parts = file.replace(/\.rs$/, '').split('/').slice(1);
  return ['mod', 'lib'].includes(parts.at(-1)) ? parts.slice(0, -1) : parts;
};

/** The module to which a place belongs: names that are none of `places` are items of the module above. */
function moduleOf(place, places) {
  const depth = place[0] === 'engine' ? 2 : 1;
  const name = place.slice(0, depth).join('/');
  return places.has(name) ? name : (place[0] ?? '');
}

/** All paths of a `use` tree: `a::{b, c::d}` has two. */
function pathsOf(tree) {
  const open = tree.indexOf('{');
  if (open < 0) return [tree.replace(/\s+as\s+.*$/s, '').trim()];
  const [prefix, inside] = [tree.slice(0, open).trim(), tree.slice(open + 1, tree.lastIndexOf('}'))];
  let [depth, part] = [0, ''];
  const parts = [];
  for (const letter of `${inside},`) {
    depth += Number(letter === '{') - Number(letter === '}');
    if (letter === ',' && depth === 0) {
      if (part.trim()) parts.push(part);
      part = '';
    } else part += letter;
  }
  return parts.flatMap((each) => pathsOf(each).map((path) => prefix + path));
}

/** The places that a file imports, as far as they are of this crate. */
export function importsOf(text, file) {
  const code = text.replace(/\/\/.*$/gm, '');
  const used = [...code.matchAll(/^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);/gm)].flatMap(([, tree]) => pathsOf(tree));
  const named = [...code.matchAll(/\b(?:crate|super)(?:::\w+)+(?![\w:])/g)].map(([path]) => path);
  return [...new Set([...used, ...named])].flatMap((path) => {
    const steps = path.split('::');
    if (steps[0] === 'crate') return [steps.slice(1)];
    const ups = steps.findIndex((step) => step !== 'super');
    if (ups <= 0) return [];
    return [[...placeOf(file).slice(0, -ups), ...steps.slice(ups)]];
  });
}

/** The groups of modules that reach each other by imports: `[['engine/a', 'engine/b']]`. `files`: path to text. */
export function circles(files) {
  const places = new Set(Object.keys(files).flatMap((file) => [placeOf(file).slice(0, 1).join('/'), placeOf(file).slice(0, 2).join('/')]));
  const edges = new Map();
  for (const [file, text] of Object.entries(files)) {
    const from = moduleOf(placeOf(file), places);
    const to = importsOf(text, file).map((place) => moduleOf(place, places));
    edges.set(from, new Set([...(edges.get(from) ?? []), ...to.filter((name) => name !== from)]));
  }
  const reached = (from) => {
    const seen = new Set();
    const next = [...(edges.get(from) ?? [])];
    while (next.length > 0) {
      const name = next.pop();
      if (!seen.has(name)) next.push(...(edges.get(name) ?? []));
      seen.add(name);
    }
    return seen;
  };
  const reach = new Map([...edges.keys()].map((name) => [name, reached(name)]));
  const groups = [...edges.keys()].map((name) => [name, ...[...reach.get(name)].filter((other) => other !== name && reach.get(other)?.has(name))].sort());
  return [...new Map(groups.filter((group) => group.length > 1).map((group) => [group.join(), group])).values()];
}
