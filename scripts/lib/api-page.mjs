/**
 * Writes the reference of the public API as one Markdown page. TypeDoc reads the declarations and their doc comments; what is here puts them into sections
 * and tables. Element attributes and custom properties come from the custom elements manifest.
 */
import { Failure } from './report.mjs';

const HEAD = `# API reference

Every export of the package, with the descriptions that an editor shows. Imports: \`createGenesysToasts\` and the types from \`genesys-toasts\`, hooks and
component from \`genesys-toasts/react\`, the element from \`genesys-toasts/element\`, its types for TSX from \`genesys-toasts/jsx\`.

Written by \`npm run api -- --write\` from the doc comments. Do not edit this page.
`;

const isCallback = (name) => /^on[A-Z]/.test(name);

/** The sections in their order. An export that none of them names is in the last one. */
export const SECTIONS = [
  { title: 'Client', names: ['createGenesysToasts', 'GenesysToasts'] },
  { title: 'Options', names: ['GenesysToastsOptions'], members: (name) => !isCallback(name) },
  { title: 'Callbacks', intro: 'Options of the client, too.', membersOf: 'GenesysToastsOptions', members: isCallback },
  { title: 'React', names: ['useGenesysToasts', 'UseGenesysToasts', 'useToastRemaining', 'GenesysToaster', 'GenesysToasterProps'] },
  { title: 'Element', names: ['GenesysToasterElement', 'GenesysToasterEventMap', 'RenderToast', 'GenesysToasterJsxProps'], manifest: true },
  { title: 'Texts of the view', names: ['ToasterLabels', 'Label'] },
  { title: 'Errors', names: ['GenesysToastsError', 'ErrorCode'] },
  { title: 'Types', names: ['Toast', 'MediaType', 'DismissReason', 'Snapshot', 'Status', 'StatusDetail', 'Diagnostics'] },
];

/** Exports whose members are those of another export. */
const SHOWN_WITH = { ToasterOptions: 'GenesysToasterProps', TokenOptions: 'GenesysToastsOptions' };

/** A default of more letters is below the description. */
const WIDE = 30;

/** Not an export of the package: the options that are part of `GenesysToastsOptions`. */
const PARTS = ['CommonOptions'];

/** Reads declarations with TypeDoc. Resolves to the reflections of all exports by name. */
export async function readExports(entryPoints, tsconfig) {
  const { Application, ReflectionKind, TSConfigReader } = await import('typedoc');
  const options = { entryPoints, tsconfig, name: 'genesys-toasts', readme: 'none', disableSources: true, excludeExternals: true, excludePrivate: true, sort: ['source-order'], logLevel: 'Warn', skipErrorChecking: true };
  const app = await Application.bootstrap(options, [new TSConfigReader()]);
  const project = await app.convert();
  if (!project || app.logger.hasWarnings()) throw new Failure('TypeDoc cannot read the declarations: see above.');
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  const all = (modules.length > 0 ? modules : [project]).flatMap(({ children = [] }) => children);
  return new Map(all.filter(({ variant }) => variant !== 'reference').map((one) => [one.name, one]));
}

/**
 * Returns the page. Throws a `Failure` that names what has no description.
 *
 * @param exports - from `readExports`
 * @param manifest - the custom elements manifest
 */
export function page(exports, manifest, sections = SECTIONS) {
  const undocumented = [];
  const named = new Set(sections.flatMap(({ names = [] }) => names));
  const rest = [...exports.keys()].filter((name) => !named.has(name) && !PARTS.includes(name)).sort((a, b) => a.localeCompare(b));
  const tools = createTools(exports, anchorsOf(sections, rest, exports), undocumented);
  const shown = shownIn(sections, rest, exports);
  const parts = sections.map(({ title, intro, members, membersOf, manifest: showsManifest }, index) => {
    const blocks = shown[index].map((name) => tools.block(exports.get(name), members));
    if (membersOf && exports.has(membersOf)) blocks.push(tools.membersOf(exports.get(membersOf), members));
    return paragraphs(`## ${title}`, intro, ...blocks, showsManifest && manifest && manifestTables(manifest));
  });
  const contents = sections.map(({ title }, index) => `- ${[`[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`, shown[index].map((name) => tools.link(name)).join(', ')].filter(Boolean).join(': ')}`);
  if (undocumented.length > 0) throw new Failure(`These have no doc comment: ${undocumented.join(', ')}`);
  const text = `${paragraphs(HEAD, contents.join('\n'), ...parts)}\n`;
  const codes = text.match(/\[[A-Z]\d+\]/g);
  if (codes) throw new Failure(`Doc comments name rules, which users do not know: ${codes.join(' ')}`);
  return text;
}

/** The exports that each section shows: the last one also those that no section names. */
const shownIn = (sections, rest, exports) => sections.map(({ names = [] }, index) => [...names, ...(index === sections.length - 1 ? rest : [])].filter((name) => exports.has(name)));

/** The anchors of the headings by the names of exports, as GitHub makes them: names that differ by case only get a number. */
function anchorsOf(sections, rest, exports) {
  const names = shownIn(sections, rest, exports).flat();
  const slugs = names.map((name) => name.toLowerCase());
  return new Map(names.map((name, index) => [name, `${slugs[index]}${slugs.indexOf(slugs[index]) < index ? '-1' : ''}`]));
}

/** The functions that turn reflections into Markdown. `undocumented` gets the names of those that have no description. */
function createTools(exports, anchors, undocumented) {
  const link = (name, text = name) => `[\`${text}\`](#${anchors.get(name)})`;

  /** A type as code. A part that names one export links to it. */
  function typeText(type, optional = false) {
    const all = (type?.type === 'union' ? flat(type) : [type]).filter((part) => !(optional && part.type === 'intrinsic' && part.name === 'undefined'));
    return all.map((part) => linked(plain(part))).join(' | ');
  }

  function linked(text) {
    const known = [...new Set(text.match(/\w+/g) ?? [])].filter((word) => exports.has(word));
    return known.length === 1 ? link(known[0], text) : `\`${text}\``;
  }

  function description({ comment, signatures = [], getSignature }, name) {
    const found = comment ?? getSignature?.comment ?? signatures[0]?.comment;
    const text = found ? prose(found.summary) : '';
    if (text === '') undocumented.push(name);
    const errors = (found?.blockTags ?? []).filter(({ tag }) => tag === '@throws').map(({ content }) => `Throws ${prose(content).replace(/^\w+/, (error) => (anchors.has(error) ? link(error) : error))}.`);
    return paragraphs(text, ...errors);
  }

  /** Rows of a table: one for each member, and one for each member of a member that is an object. */
  function rows(members, path, prefix = '') {
    return members.flatMap((member) => {
      const { name, flags } = member;
      if (/^(constructor|observedAttributes|\[.*|(add|remove)EventListener)$/.test(name)) return [];
      const type = member.type ?? member.getSignature?.type;
      const inner = objectIn(type);
      const call = callOf(member);
      const row = {
        name: code(`${prefix}${name}${call ?? (flags.isOptional ? '?' : '')}`),
        type: call || inner ? '' : cell(typeText(type, flags.isOptional || member.getSignature !== undefined)),
        otherwise: defaultOf(member),
        text: cell(description(member, `${path}.${name}`)),
      };
      return [row, ...(inner && !call ? rows(inner, `${path}.${name}`, `${prefix}${name}.`) : [])];
    });
  }

  function table(members, path) {
    const all = rows(members, path);
    // A wide column of defaults would leave no room for descriptions.
    if (all.some(({ otherwise }) => otherwise.length > WIDE)) {
      for (const row of all) Object.assign(row, { text: row.otherwise ? `${row.text}<br>Default: ${row.otherwise}` : row.text, otherwise: '' });
    }
    const columns = [['name', 'name'], ['type', 'type'], ['otherwise', 'default'], ['text', 'description']].filter(([key]) => all.some((row) => row[key] !== ''));
    const line = (cells) => `| ${cells.join(' | ')} |\n`;
    return line(columns.map(([, title]) => title)) + line(columns.map(() => '---')) + all.map((row) => line(columns.map(([key]) => row[key]))).join('');
  }

  /** The members of an interface, class or type as tables: one for each part of a union or intersection. `chosen` says which members are shown. */
  function tablesOf({ name, children, type }, chosen = () => true) {
    const pick = (members) => members.filter((member) => chosen(member.name) && !(member.type?.type === 'intrinsic' && member.type.name === 'undefined'));
    const ofMembers = (members) => (pick(members).length > 0 ? table(pick(members), name) : '');
    const ofType = (part) => {
      if (part?.type === 'intersection') return part.types.toReversed().map(ofType).filter(Boolean).join('\nand:\n\n');
      if (part?.type === 'union') return ofUnion(flat(part));
      if (part?.type === 'reference' && exports.has(part.name)) return exports.get(part.name).children ? ofMembers(exports.get(part.name).children) : ofType(exports.get(part.name).type);
      return part?.type === 'reflection' && part.declaration.children ? ofMembers(part.declaration.children) : '';
    };
    const ofUnion = (parts) => {
      const tables = parts.map(ofType).filter(Boolean);
      const others = parts.filter((part) => part.type !== 'reflection');
      const before = others.length > 0 ? `${typeText({ type: 'union', types: others })}, or an object:\n\n` : tables.length > 1 ? 'Either:\n\n' : '';
      return tables.length > 0 ? before + tables.join('\nor:\n\n') : '';
    };
    return children ? ofMembers(children) : ofType(type);
  }

  /** A heading with description, signatures and members. */
  function block(reflection, chosen) {
    const { name, signatures = [], type } = reflection;
    const heading = `### ${name}`;
    if (signatures.length > 0) return paragraphs(heading, ...signatures.flatMap((one) => [`\`${name}${generics(one)}${callText(one)}\``, description(one, name)]));
    const text = description(reflection, name);
    if (SHOWN_WITH[name]) return paragraphs(heading, `${text} Members: see ${link(SHOWN_WITH[name])}.`);
    if (type?.type === 'union' && type.elementSummaries) {
      const lines = type.types.map((part, index) => `| \`${plain(part)}\` | ${cell(prose(type.elementSummaries[index] ?? []))} |`);
      return paragraphs(heading, text, ['| value | description |', '| --- | --- |', ...lines].join('\n'));
    }
    const isPlain = type && type.type !== 'conditional';
    return paragraphs(heading, text, tablesOf(reflection, chosen) || (isPlain && typeText(type)));
  }

  return { block, link, membersOf: tablesOf };
}

/** The parts of a union, also of unions in it. */
const flat = (type) => (type.type === 'union' ? type.types.flatMap(flat) : [type]);

/** A type as TypeScript, with the quotes of this repository. */
function plain(type) {
  const [call, another] = (type.type === 'reflection' && !type.declaration.children && type.declaration.signatures) || [];
  return call && !another ? `${parametersText(call)} => ${plain(call.type)}` : type.toString().replace(/"([^"]*)"/g, "'$1'").replace(/string & (Object|\{\})/g, 'string');
}

/** The members of an object type, or of the only one in a union. */
function objectIn(type) {
  const [object, another] = (type ? flat(type) : []).filter((part) => part.type === 'reflection' && part.declaration.children);
  return another ? undefined : object?.declaration.children;
}

function parametersText({ parameters = [] }) {
  const text = ({ name, type, flags }) => `${flags.isRest ? '...' : ''}${name === '__namedParameters' ? 'props' : name}${flags.isOptional ? '?' : ''}: ${plain(type)}`;
  return `(${parameters.map(text).join(', ')})`;
}

const callText = (signature) => `${parametersText(signature)}: ${plain(signature.type)}`;
const generics = ({ typeParameters = [] }) => (typeParameters.length > 0 ? `<${typeParameters.map(({ name }) => name).join(', ')}>` : '');

/** How a member is called, where it is a method or a read-only function. */
function callOf({ signatures, type, flags }) {
  const [signature] = signatures ?? (type?.type === 'reflection' && flags.isReadonly ? (type.declaration.signatures ?? []) : []);
  return signature && callText(signature);
}

function defaultOf({ comment, getSignature }) {
  const tag = (comment ?? getSignature?.comment)?.blockTags.find((one) => one.tag === '@default');
  const text = tag ? prose(tag.content).replace(/^```ts\s*|\s*```$/g, '').trim() : '';
  // Words, such as: the user of the token.
  return /^[a-z]+,?( [a-z]+)+$/i.test(text) ? text : code(text);
}

const paragraphs = (...texts) => texts.filter(Boolean).map((text) => text.trim()).join('\n\n');

const prose = (parts) => parts.map(({ text }) => text).join('').trim();

/** A text as code in a cell of a table. */
const code = (text) => text && `\`${cell(text)}\``;

/** A text for one cell of a table, where paragraphs and items of lists begin after a line break. */
const cell = (text) => text.replaceAll(/\n+- /g, '<br>• ').replaceAll('\n\n', '<br><br>').replaceAll('\n', ' ').replaceAll('|', '\\|');

function manifestTables({ modules }) {
  const { attributes, cssProperties } = modules[0].declarations[0];
  const row = (cells) => `| ${cells.join(' | ')} |\n`;
  const ofAttributes = attributes.map(({ name, type, default: otherwise, description }) => row([code(name), code(type.text), code(otherwise ?? ''), cell(description)]));
  const ofProperties = cssProperties.map(({ name, default: otherwise = '', description }) => row([code(name), cell(otherwise), cell(description)]));
  return `### Attributes of the element\n\n${row(['name', 'type', 'default', 'description'])}${row(Array(4).fill('---'))}${ofAttributes.join('')}
### Custom properties\n\nFor both views: set them on the toaster, or on any element around it.\n\n${row(['name', 'default', 'description'])}${row(Array(3).fill('---'))}${ofProperties.join('')}`;
}
