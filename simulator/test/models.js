// @ts-check

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A field of a model: its type as the SDK declares it. @typedef {{ type: string, required: boolean }} Field */

/** The published enumerations of the models by field, which the SDK's declarations do not have; a model without any is there, too. @type {Record<string, Record<string, string[]>>} */
const ENUMERATIONS = JSON.parse(readFileSync(new URL('fixtures/model-enumerations.json', import.meta.url), 'utf8'));

/** The models of the official SDK by name. @type {Map<string, Map<string, Field>>} */
const MODELS = readModels();

/** What models require and recorded answers lack: a segment that goes on has no end. */
const NOT_REQUIRED = ['Segment.endTime'];

/** A field that has been seen in recorded events, and that no model has. */
const SEEN_BESIDES = 'additionalProperties';

function readModels() {
  const main = createRequire(import.meta.url).resolve('purecloud-platform-client-v2');
  const declarations = readFileSync(new URL('../../index.d.ts', `file://${main}`), 'utf8');
  /** @type {Map<string, Map<string, Field>>} */
  const models = new Map();
  for (const [, name = '', body = ''] of declarations.matchAll(/^\texport interface (\w+) \{ \n((?:\t\t.*\n)*)\t\}/gm)) {
    const fields = [...body.matchAll(/^\t\t"([^"]+)"(\??): (.*);$/gm)];
    models.set(name, new Map(fields.map(([, field = '', optional, type = '']) => [field, { type, required: optional === '' }])));
  }
  return models;
}

/** The fields of a model. @param {string} name */
export function fieldsOfModel(name) {
  const fields = MODELS.get(name);
  if (!fields) throw new Error(`the SDK has no model ${name}`);
  return [...fields.keys()];
}

/**
 * What in a JSON value is not as its model has it: a field that the model lacks, one that it requires, another type, or a word that is none of
 * the enumeration.
 *
 * @param {unknown} value
 * @param {string} model
 * @param {string} [path]
 * @returns {string[]}
 */
export function faultsOf(value, model, path = model) {
  const fields = MODELS.get(model);
  if (!fields) return [`${path}: the SDK has no model ${model}`];
  const words = ENUMERATIONS[model];
  if (!words) return [`${path}: the enumerations of ${model} are not known`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: expected ${model}`];
  const entries = Object.entries(value).filter(([name]) => name !== SEEN_BESIDES);
  const names = entries.map(([name]) => name);
  return [
    ...[...fields].filter(([name, { required }]) => required && !names.includes(name) && !NOT_REQUIRED.includes(`${model}.${name}`)).map(([name]) => `${path}.${name}: missing`),
    ...entries.flatMap(([name, item]) => {
      const field = fields.get(name);
      const at = `${path}.${name}`;
      return field ? [...faultsOfType(item, field.type, at), ...faultsOfWord(item, words[name], at)] : [`${at}: ${model} has no such field`];
    }),
  ];
}

/** @param {unknown} value @param {string} type @param {string} path @returns {string[]} */
function faultsOfType(value, type, path) {
  const item = /^Array<(.*)>$/.exec(type)?.[1];
  if (item !== undefined) {
    return Array.isArray(value) ? value.flatMap((each, index) => faultsOfType(each, item, `${path}[${index}]`)) : [`${path}: expected a list`];
  }
  if (type.startsWith('Models.')) return faultsOf(value, type.slice('Models.'.length), path);
  const mapped = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (mapped !== undefined) {
    if (typeof value !== 'object' || value === null) return [`${path}: expected a map`];
    return Object.entries(value).flatMap(([name, each]) => faultsOfType(each, mapped, `${path}.${name}`));
  }
  return typeof value === type ? [] : [`${path}: expected ${type}, got ${JSON.stringify(value)}`];
}

/** @param {unknown} value @param {readonly string[] | undefined} words @param {string} path */
function faultsOfWord(value, words, path) {
  if (!words) return [];
  const found = (Array.isArray(value) ? value : [value]).filter((word) => !words.includes(word));
  return found.map((word) => `${path}: ${JSON.stringify(word)} is none of ${words.join(', ')}`);
}

/** The words that a field of a model may have. @param {string} model @param {string} field */
export function wordsOf(model, field) {
  return ENUMERATIONS[model]?.[field] ?? [];
}
