//! The decoder against `lzma-rust2`, which packs what is shipped.

use std::iter::repeat_with;

#[path = "../examples/pack/packer.rs"]
mod packer;

/// Numbers that are the same in each run.
fn dice(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

fn round_trip(bytes: &[u8]) {
    let packed = packer::pack(bytes).unwrap();
    let mut out = vec![0; bytes.len()];
    unpack::unpack(&packed, &mut out);
    assert!(out == bytes, "{} bytes are not what was packed", bytes.len());
}

#[test]
fn gives_back_what_was_packed() {
    round_trip(b"");
    round_trip(b"a");
    round_trip(&[0; 100_000]);
    round_trip(include_bytes!("unpack.rs"));
    round_trip(&std::fs::read(std::env::current_exe().unwrap()).unwrap()[..400_000]);
}

#[test]
fn gives_back_noise_and_noise_that_repeats_itself() {
    for seed in 1..200 {
        let mut next = dice(seed);
        let letters = 1 + next() % 256;
        let mut bytes: Vec<u8> = repeat_with(|| (next() % letters) as u8).take(300).collect();
        for _ in 0..60 {
            let from = next() as usize % bytes.len();
            let to = bytes.len().min(from + 1 + next() as usize % 400);
            bytes.extend_from_within(from..to);
            bytes.extend((0..next() % 4).map(|n| n as u8));
        }
        round_trip(&bytes);
    }
}

#[test]
fn gives_back_what_repeats_from_far_away() {
    let mut next = dice(7);
    let mut bytes: Vec<u8> = repeat_with(|| next() as u8).take(200_000).collect();
    bytes.extend_from_within(10..5_000);
    bytes.extend_from_within(150_000..150_900);
    round_trip(&bytes);
}

#[test]
fn ends_on_whatever_it_is_given() {
    let bytes = include_bytes!("unpack.rs");
    let packed = packer::pack(bytes).unwrap();
    for length in (0..packed.len()).step_by(5) {
        let mut out = vec![0; bytes.len()];
        unpack::unpack(&packed[..length], &mut out);
        assert!(length + 8 > packed.len() || out != bytes, "{length} bytes of {} were enough", packed.len());
    }
    for seed in 1..2_000 {
        let mut next = dice(seed);
        let noise: Vec<u8> = repeat_with(|| next() as u8).take(64).collect();
        unpack::unpack(&noise, &mut [0; 4_096]);
    }
}
