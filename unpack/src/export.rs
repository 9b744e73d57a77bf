//! What JavaScript calls. It has no allocator: JavaScript makes the memory larger and says where the bytes are.

/// Unpacks the `packed` bytes at `start` into the `parts` bytes that follow them, and puts these together in the `size` bytes after
/// those. The caller gives memory of its own that
/// nothing else lies in: what it adds with `memory.grow`.
#[unsafe(no_mangle)]
#[expect(unsafe_code, reason = "the only way to lend memory to a module without a glue")]
extern "C" fn unpack(start: *mut u8, packed: usize, parts: usize, size: usize) {
    // SAFETY: as the caller promises, `start` begins `packed + parts + size` bytes inside the memory that are nobody else's.
    let bytes = unsafe { core::slice::from_raw_parts_mut(start, packed + parts + size) };
    let Some((packed, rest)) = bytes.split_at_mut_checked(packed) else { return };
    let Some((parts, out)) = rest.split_at_mut_checked(parts) else { return };
    crate::unpack(packed, parts);
    crate::code::join(parts, out);
}

#[panic_handler]
fn trap(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
