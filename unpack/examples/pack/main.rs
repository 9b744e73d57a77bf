//! Packs a WebAssembly binary, as `unpack` reads it: `cargo run --release -p unpack --example pack -- <from> <to>`. Prints how many bytes it
//! has when it is unpacked, and how many when it is put together.

use std::{env, fs, io};

mod packer;
mod splitter;

fn main() -> io::Result<()> {
    let mut paths = env::args_os().skip(1);
    let (Some(from), Some(to)) = (paths.next(), paths.next()) else {
        return Err(io::Error::other("Say what to pack, and where to: pack <from> <to>"));
    };
    let (parts, size) = splitter::split(&fs::read(from)?)?;
    let packed = packer::pack(&parts)?;
    let (mut unpacked, mut binary) = (vec![0; parts.len()], vec![0; size]);
    unpack::unpack(&packed, &mut unpacked);
    unpack::code::join(&unpacked, &mut binary);
    if unpacked != parts || splitter::split(&binary)? != (parts, size) {
        return Err(io::Error::other("What was packed is not what is unpacked."));
    }
    fs::write(to, packed)?;
    println!("{} {size}", unpacked.len());
    Ok(())
}
