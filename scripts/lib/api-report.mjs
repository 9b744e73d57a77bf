/** Writes the declarations of the package without comments, so that a review shows each change of the public types. */
import { Failure } from './report.mjs';

const HEAD = `# Public types

The types that the package declares, without comments. Written by \`npm run api -- --write\`, and compared with the package by \`npm test\`: a change here is a
change for users. [docs/api.md](../docs/api.md) describes all of it.
`;

/**
 * Returns the declarations of some entry files as Markdown: what each exports, then what these refer to.
 *
 * @param {Record<string, string>} entries - paths of declaration files by the names that users import
 */
export async function report(entries) {
  const { default: ts } = await import('typescript');
  const program = ts.createProgram(Object.values(entries), { strict: true, skipLibCheck: true, types: [], moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX });
  const checker = program.getTypeChecker();
  const printer = ts.createPrinter({ removeComments: true });
  const written = new Set();
  const sections = [];

  const resolved = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const ours = (node) => !/node_modules|\/typescript\/lib\//.test(node.getSourceFile().fileName);
  const statement = (node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node);

  /** The declarations of a symbol, and the symbols of this package that occur in them. */
  function declared(symbol) {
    const nodes = (symbol.declarations ?? []).filter(ours);
    const used = new Set();
    const visit = (node) => {
      if (ts.isIdentifier(node)) {
        const found = checker.getSymbolAtLocation(node);
        const target = found && resolved(found);
        if (target && target !== symbol && target.declarations?.some((one) => ours(one) && ts.isSourceFile(statement(one).parent))) used.add(target);
      }
      ts.forEachChild(node, visit);
    };
    nodes.forEach(visit);
    return { text: nodes.map((node) => printer.printNode(ts.EmitHint.Unspecified, statement(node), node.getSourceFile())).join('\n'), used };
  }

  const byName = (a, b) => (a.name < b.name ? -1 : 1);
  for (const [name, path] of Object.entries(entries)) {
    const file = program.getSourceFile(path);
    if (!file) throw new Failure(`${path} is missing. Run: npm run build`);
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(file)).map(resolved).sort(byName);
    const fresh = exported.filter((symbol) => !written.has(symbol));
    fresh.forEach((symbol) => written.add(symbol));
    const [texts, inner] = [[], []];
    const queue = fresh.map((symbol) => ({ symbol, into: texts }));
    for (const { symbol, into } of queue) {
      const { text, used } = declared(symbol);
      into.push(text);
      for (const other of [...used].sort(byName)) {
        if (written.has(other) || exported.includes(other)) continue;
        written.add(other);
        queue.push({ symbol: other, into: inner });
      }
    }
    const again = exported.filter((symbol) => !fresh.includes(symbol)).map((symbol) => `\`${symbol.name}\``);
    sections.push(
      `## ${name}\n`,
      ...(again.length > 0 ? [`Again from here: ${again.join(', ')}.\n`] : []),
      ...(texts.length > 0 ? [`\`\`\`ts\n${texts.join('\n\n')}\n\`\`\`\n`] : []),
      ...(inner.length > 0 ? [`Not exported, but part of these:\n\n\`\`\`ts\n${inner.join('\n\n')}\n\`\`\`\n`] : []),
    );
  }
  return `${HEAD}\n${sections.join('\n')}`;
}
