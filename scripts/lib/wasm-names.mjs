import { Failure } from './report.mjs';

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/**
 * Gives the imports and exports of a Wasm module names of a letter or two: those of wasm-bindgen end in sixteen figures
 * that no compression makes smaller. Returns the new bytes, and the new names by the old ones.
 */
export function shortenNames(bytes) {
  const sections = [];
  const names = { imports: new Map(), exports: new Map() };
  for (const reader = new Reader(bytes, 8); !reader.isAtEnd; ) {
    const id = reader.byte();
    const content = reader.bytes(reader.number());
    if (id === IMPORTS) sections.push(section(id, entries(content, (entry) => imported(entry, names.imports))));
    else if (id === EXPORTS) sections.push(section(id, entries(content, (entry) => exported(entry, names.exports))));
    else sections.push(section(id, content));
  }
  return { bytes: Buffer.concat([bytes.subarray(0, 8), ...sections]), names };
}

function imported(reader, names) {
  const [module, field] = [reader.bytes(reader.number()), String(reader.bytes(reader.number()))];
  if (reader.byte() !== FUNCTION) throw new Failure('The Wasm imports something that is no function: adapt scripts/lib/wasm-names.mjs.');
  return [text(module), text(short(field, names)), Buffer.of(FUNCTION), number(reader.number())];
}

function exported(reader, names) {
  return [text(short(String(reader.bytes(reader.number())), names)), Buffer.of(reader.byte()), number(reader.number())];
}

function short(name, names) {
  names.set(name, names.size < 26 ? letter(names.size) : `_${letter(names.size - 26)}`);
  if (names.size > 52) throw new Failure('The Wasm has more names than scripts/lib/wasm-names.mjs has short ones.');
  return names.get(name);
}

const letter = (place) => String.fromCharCode('a'.charCodeAt(0) + place);

function entries(content, read) {
  const reader = new Reader(content, 0);
  const count = reader.number();
  return Buffer.concat([number(count), ...Array.from({ length: count }, () => read(reader)).flat()]);
}

const section = (id, content) => Buffer.concat([Buffer.of(id), text(content)]);

const text = (content) => Buffer.concat([number(Buffer.byteLength(content)), Buffer.from(content)]);

/** LEB128. */
function number(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

class Reader {
  #bytes;
  #at;

  constructor(bytes, at) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd() {
    return this.#at === this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.#at++];
  }

  bytes(length) {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  number() {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7;
    }
  }
}
