use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
use std::io::{self, Write};

/// Packs as small as LZMA can, in the form that `unpack` reads.
pub(crate) fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let lc = unpack::LITERAL_CONTEXT_BITS;
    let options = LzmaOptions::new(1 << 20, lc, 0, 0, EncodeMode::Normal, 273, MfType::Bt4, 1000);
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    writer.finish()
}
