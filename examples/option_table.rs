//! Prints `js/generated/options.ts`: the options and errors as JavaScript checks and documents them.

use genesys_toasts::engine::options::{OptionSpec, tables};

fn main() -> Result<(), serde_json::Error> {
    let tables = tables();
    println!(
        "// Generated from src/engine/options.rs and src/engine/error.rs by `npm run build`: do not edit.

export type OptionKind =
  | 'host' | 'enum' | 'string' | 'httpUrl' | 'wsUrl' | 'number' | 'integer' | 'duration' | 'strings' | 'function'
  | 'storage' | 'logger' | 'wasm';

export interface OptionSpec {{
  readonly path: string;
  readonly kind: OptionKind;
  readonly values?: readonly string[];
  readonly default?: unknown;
  /** Where a source has another default. */
  readonly defaultBySource?: {{ readonly [source: string]: unknown }};
  readonly min?: number;
  readonly max?: number;
  readonly infinity?: true;
  readonly unit?: 'ms';
}}

export const OPTIONS: readonly OptionSpec[] = [
{}];

export const RELATIONS = {} as const;

export const ERROR_CODES = {} as const;",
        options(&tables.options)?,
        serde_json::to_string_pretty(&tables.relations)?,
        serde_json::to_string_pretty(&tables.errors)?,
    );
    Ok(())
}

/// Each option in a line of its own, under a comment that says what it is for.
fn options(options: &[OptionSpec]) -> Result<String, serde_json::Error> {
    options.iter().try_fold(String::new(), |text, option| {
        Ok(format!("{text}  /** {} */\n  {},\n", option.doc, serde_json::to_string(option)?))
    })
}
