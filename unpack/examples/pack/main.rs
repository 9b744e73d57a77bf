//! Packs a file, as `unpack` reads it: `cargo run --release -p unpack --example pack -- <from> <to>`.

use std::{env, fs, io};

mod packer;

fn main() -> io::Result<()> {
    let mut paths = env::args_os().skip(1);
    let (Some(from), Some(to)) = (paths.next(), paths.next()) else {
        return Err(io::Error::other("Say what to pack, and where to: pack <from> <to>"));
    };
    fs::write(to, packer::pack(&fs::read(from)?)?)
}
