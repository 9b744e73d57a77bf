import { describe, expect, it } from 'vitest';
import { circles, importsOf } from '../../scripts/lib/imports.mjs';
import { importComplaints } from '../../scripts/rules.mjs';

describe('the imports of a file', () => {
  it('are read from trees, over several lines, with other names', () => {
    const text = 'use crate::engine::{\n    time::{Now, Timestamp},\n    token::AccessToken as Token,\n};\npub(crate) use super::output::Output;\nuse std::rc::Rc;\n';
    expect(importsOf(text, 'src/engine/toasts.rs')).toEqual([
      ['engine', 'time', 'Now'],
      ['engine', 'time', 'Timestamp'],
      ['engine', 'token', 'AccessToken'],
      ['engine', 'output', 'Output'],
    ]);
  });

  it('begin at the folder for a mod.rs, and above it for each super', () => {
    expect(importsOf('use super::super::time::Now;', 'src/engine/token/validity.rs')).toEqual([['engine', 'time', 'Now']]);
    expect(importsOf('use super::time::Now;', 'src/engine/token/mod.rs')).toEqual([['engine', 'time', 'Now']]);
  });

  it('are also paths in the code, but not in comments', () => {
    expect(importsOf('// crate::engine::a\nlet x = crate::engine::backoff::MS;', 'src/engine/token/mod.rs')).toEqual([['engine', 'backoff', 'MS']]);
  });
});

describe('circles', () => {
  const file = (...used) => used.map((name) => `use crate::engine::${name};\n`).join('');

  it('are found over several modules, and named once', () => {
    const files = {
      'src/engine/connection/mod.rs': file('token::TokenKeeper'),
      'src/engine/token/mod.rs': file('notifications::Rings', 'time::Now'),
      'src/engine/notifications/rings.rs': file('connection::Connection'),
      'src/engine/time.rs': '',
    };
    expect(circles(files)).toEqual([['engine/connection', 'engine/notifications', 'engine/token']]);
  });

  it('are none inside a folder, or if a module imports its own items by way of the engine', () => {
    const files = {
      'src/engine/token/mod.rs': 'mod validity;\nuse validity::Validity;\nuse super::time::Now;\n',
      'src/engine/token/validity.rs': 'use super::AccessToken;\n',
      'src/engine/time.rs': '',
      'src/engine/mod.rs': 'use token::AccessToken;\n',
    };
    expect(circles(files)).toEqual([]);
  });

  it('are none in the engine', () => {
    expect(importComplaints()).toEqual([]);
  });
});
