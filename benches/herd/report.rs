//! Tables for people, and JSON for a chart.

use crate::measure::{Figures, OUTAGE_MS, fewest_refused, ideal_back_s};
use crate::world::{WATCHED_MS, WINDOW_MS};
use serde::Serialize;

const BLIND: &str = "mean  p95";

/// All that was found out at one size.
#[derive(Debug, Serialize)]
pub(crate) struct Size {
    pub(crate) clients: u32,
    /// Ours, no jitter, the streaming client, the ideal.
    pub(crate) policies: Vec<Figures>,
    /// Other ways to spread S4.
    pub(crate) variants: Vec<Figures>,
}

/// The tries of one policy in each window since the loss.
#[derive(Debug, Serialize)]
pub(crate) struct Series {
    pub(crate) policy: &'static str,
    pub(crate) tries: Vec<u32>,
}

/// What is written with `--json`.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) seed: u64,
    outage_ms: u64,
    watched_ms: u64,
    window_ms: u64,
    pub(crate) sizes: Vec<Size>,
    /// The size that the series are of.
    pub(crate) series_clients: u32,
    pub(crate) series: Vec<Series>,
}

impl Report {
    pub(crate) fn new(seed: u64, series_clients: u32) -> Self {
        Self {
            seed,
            outage_ms: OUTAGE_MS,
            watched_ms: WATCHED_MS,
            window_ms: WINDOW_MS,
            sizes: Vec::new(),
            series_clients,
            series: Vec::new(),
        }
    }
}

/// Prints the tables of one size, and whether ours meets the goals.
pub(crate) fn print(size: &Size) {
    let peak_without = size.policies.iter().find(|of| of.policy == "ours, no jitter").map_or(0, |of| of.peak_tries);
    println!("\n{} clients", size.clients);
    print_table(&size.policies, peak_without);
    if !size.variants.is_empty() {
        println!("\n{} clients, variants of S4: real engines with other options, and plain models", size.clients);
        print_table(&size.variants, peak_without);
    }
    let Some(ours) = size.policies.first() else { return };
    println!("\nGoals, ours:");
    let share = ours.peak_tries as f64 / peak_without as f64;
    goal("peak of tries, of that without jitter", Some(share), 0.1);
    goal("95 % back, of the ideal time", ours.back_95_s.map(|s| s / ideal_back_s(95)), 1.3);
    goal("refused tries by client, mean", Some(ours.refused_mean), 3.0);
    println!(
        "  Token calls, ours: {:.2} by client, {} in 100 ms at most.",
        ours.token_calls_mean, ours.token_calls_peak
    );
    for early in 0..3 {
        let (mean, max) = fewest_refused(early);
        println!(
            "  Least refused with {early} tries in the outage and waits of 30 s at most: mean {mean:.2}, max {max}."
        );
    }
}

fn goal(what: &str, value: Option<f64>, most: f64) {
    let met = if value.is_some_and(|value| value <= most) { "met" } else { "MISSED" };
    println!("  {what}: {} (at most {most:.1}): {met}", shown(value, 3));
}

fn print_table(rows: &[Figures], peak_without: u64) {
    println!(
        "{:<29} {:>6} {:>6} | {:>5} {:>5} {:>5} | {:>5} {:>3} {:>3} | {:>9} | {:>9} | {:>9}",
        "", "peak", "of no", "50 %", "95 %", "100 %", "re-", "", "", "blind 0 s", "3 s", "late 1-20"
    );
    println!(
        "{:<29} {:>6} {:>6} | {:>5} {:>5} {:>5} | {:>5} {:>3} {:>3} | {BLIND} | {BLIND} | {BLIND}",
        "policy", "100 ms", "jitter", "s", "s", "s", "fused", "p95", "max"
    );
    for row in rows {
        let all_back = if row.back < 1.0 { format!("{:.0} %", row.back * 100.0) } else { shown(row.back_100_s, 1) };
        let [blind_0, blind_3, late] =
            [row.blind_0, row.blind_3, row.late_1_20].map(|of| format!("{:>4.1} {:>4.1}", of.mean_s, of.p95_s));
        println!(
            "{:<29} {:>6} {:>6.3} | {:>5} {:>5} {:>5} | {:>5.2} {:>3} {:>3} | {blind_0} | {blind_3} | {late}",
            row.policy,
            row.peak_tries,
            row.peak_tries as f64 / peak_without as f64,
            shown(row.back_50_s, 1),
            shown(row.back_95_s, 1),
            all_back,
            row.refused_mean,
            row.refused_p95,
            row.refused_max,
        );
    }
}

fn shown(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

/// The most memory that this process has had so far, MiB; `None` where nobody says so.
pub(crate) fn most_memory_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kib| kib / 1_024)
}
