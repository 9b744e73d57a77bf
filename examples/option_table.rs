//! Prints the options, what holds between them and the error codes as JSON: `scripts/lib/options.mjs` writes files from it.

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&genesys_toasts::engine::tables::tables())?);
    Ok(())
}
