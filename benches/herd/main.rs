//! A thundering herd: a server loses all its clients for 10 s, and then accepts 1 % of them a second.
//!
//! `cargo bench --bench herd -- 1000 10000 100000` runs herds of these sizes (these, where none is given) in virtual time.
//! The clients are real engines; beside them run plain models of other policies. Tables are printed:
//!
//! - the peak: the most tries in 100 ms after the loss, and what that is of the peak without jitter;
//! - the time from the server's return until 50, 95 and 100 % are back (or how many per cent are back after 10 min);
//! - the refused tries by client: mean, 95th percentile, maximum;
//! - what it costs where there is no herd: how long a client is without a socket when the server was away for 0 or 3 s and
//!   then takes all, and how long it stays so after the return of one that was away for 1, 2 … 20 s (s, mean and 95th
//!   percentile).
//!
//! Options: `--json FILE` writes the figures, with the tries of each 100 ms at one size (`--series CLIENTS`, by default
//! 10,000, or the last size); `--seed N`; `--no-variants` leaves the variants of S4 out.
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a bench may fail")]

mod client;
mod measure;
mod policies;
mod report;
mod rng;
mod server;
mod world;

use measure::{ideal, measure};
use report::{Report, Series, Size};

/// What the command line says.
struct Options {
    sizes: Vec<u32>,
    json: Option<String>,
    series: Option<u32>,
    seed: u64,
    variants: bool,
}

impl Options {
    fn read() -> Self {
        let mut options = Self { sizes: Vec::new(), json: None, series: None, seed: 1, variants: true };
        let mut benching = false;
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                // cargo's own: without it this is a test run, which only wants to know whether it works.
                "--bench" => benching = true,
                "--json" => options.json = words.next(),
                "--series" => options.series = Some(number(words.next().as_deref().unwrap_or(""))),
                "--seed" => options.seed = number(words.next().as_deref().unwrap_or("")).into(),
                "--no-variants" => options.variants = false,
                size => options.sizes.push(number(size).max(1)),
            }
        }
        if options.sizes.is_empty() {
            options.sizes = if benching { vec![1_000, 10_000, 100_000] } else { vec![1_000] };
        }
        options
    }

    /// The size whose tries are written in full.
    fn series_clients(&self) -> u32 {
        let usual = self.sizes.iter().copied().find(|size| *size == 10_000);
        self.series.or(usual).or(self.sizes.last().copied()).unwrap_or(0)
    }
}

fn number(word: &str) -> u32 {
    word.replace([',', '_'], "").parse().unwrap_or_else(|_| panic!("a number, not {word:?}"))
}

fn main() {
    let options = Options::read();
    let mut report = Report::new(options.seed, options.series_clients());
    for &clients in &options.sizes {
        #[allow(clippy::disallowed_methods, reason = "how long the bench itself takes")]
        let started = std::time::Instant::now();
        let size = run(clients, &options, &mut report);
        report::print(&size);
        report.sizes.push(size);
        let mib = report::most_memory_mib().map_or_else(|| "?".to_owned(), |mib| mib.to_string());
        println!("  It took {:.1} s, and up to here {mib} MiB at most.", started.elapsed().as_secs_f64());
    }
    if let Some(path) = &options.json {
        let text = serde_json::to_string(&report).expect("plain data");
        std::fs::write(path, text).expect("a file that can be written");
        println!("\nwritten: {path}");
    }
}

fn run(clients: u32, options: &Options, report: &mut Report) -> Size {
    let mut policies = Vec::new();
    for named in [policies::ours(), policies::no_jitter(), policies::streaming_client()] {
        let (figures, tries) = measure(named, clients, options.seed);
        policies.push(figures);
        if clients == report.series_clients {
            report.series.push(Series { policy: named.0, tries });
        }
    }
    policies.push(ideal(clients));
    let variants = if options.variants { policies::variants() } else { Vec::new() };
    let variants = variants.into_iter().map(|named| measure(named, clients, options.seed).0).collect();
    Size { clients, policies, variants }
}
