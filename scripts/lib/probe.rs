//! Nothing: compiled to learn whether the compiler takes some flags.
