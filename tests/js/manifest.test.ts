/** The custom elements manifest in the package, by which editors know the element. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { GenesysToasterElement } from '../../js/element/index.js';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Part {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
  readonly attribute?: string;
  readonly fieldName?: string;
}

interface Manifest {
  readonly schemaVersion: string;
  readonly modules: readonly [{ readonly path: string; readonly declarations: readonly [Record<'attributes' | 'members' | 'events' | 'cssProperties', readonly Part[]> & { readonly tagName: string }] }];
}

const manifest = JSON.parse(read('pkg-template/custom-elements.json')) as Manifest;
const [{ declarations, path }] = manifest.modules;
const [{ attributes, members, events, cssProperties, tagName }] = declarations;
const names = (parts: readonly Part[]): string[] => parts.map(({ name }) => name).sort();

/** The names that an interface in a file declares. */
function declared(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found = source.statements.find((statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name) as ts.InterfaceDeclaration;
  return found.members.map((member) => member.name?.getText() ?? '').sort();
}

describe('custom-elements.json', () => {
  it('is named by the package, and names its module and element', () => {
    expect(JSON.parse(read('pkg-template/package.json'))).toMatchObject({ customElements: 'custom-elements.json' });
    expect({ path, tagName, version: manifest.schemaVersion }).toEqual({ path: 'element.js', tagName: 'genesys-toaster', version: '2.1.0' });
    expect(customElements.get(tagName)).toBe(GenesysToasterElement);
  });

  it('has the attributes that the element observes', () => {
    expect(names(attributes)).toEqual([...GenesysToasterElement.observedAttributes].sort());
  });

  it('has the properties of the element, with their defaults, and the attributes that belong to them', () => {
    const accessors = Object.entries(Object.getOwnPropertyDescriptors(GenesysToasterElement.prototype)).filter(([, { get }]) => get);
    expect(names(members)).toEqual(accessors.map(([name]) => name).sort());
    const element = document.createElement('genesys-toaster');
    for (const { name, default: otherwise = 'undefined', attribute } of members) {
      const value = element[name as keyof GenesysToasterElement] as unknown;
      expect(`${name}: ${typeof value === 'string' ? `'${value}'` : String(value)}`).toBe(`${name}: ${otherwise}`);
      expect(attribute).toBe(attributes.find(({ fieldName }) => fieldName === name)?.name);
    }
  });

  it('has the events of the element', () => {
    expect(names(events)).toEqual(declared('js/element/events.ts', 'GenesysToasterEventMap'));
  });

  it('has the custom properties of the styles', () => {
    const used = read('js/styles.css').match(/--gt-[a-z][a-z-]*/g) ?? [];
    expect(names(cssProperties)).toEqual([...new Set(used)].sort());
  });

  it('says of each what it is for', () => {
    for (const { name, description } of [attributes, members, events, cssProperties].flat()) expect(description, name).toMatch(/^\S.{3,}/);
  });
});
