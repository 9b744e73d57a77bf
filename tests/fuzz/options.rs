//! Options by the dice, their ends among them.

use crate::dice::Dice;
use genesys_toasts::Config;
use genesys_toasts::engine::Secret;
use genesys_toasts::engine::config::{BackoffOptions, Durations, Jitter, Redeliver, ToastDuration};

/// Any options.
pub(crate) fn any(dice: &mut Dice<'_>) -> Config {
    let by_media = [
        ("voice".to_owned(), ToastDuration::WhileRinging),
        ("chat".to_owned(), ToastDuration::Ms(0.0)),
        ("default".to_owned(), ToastDuration::Ms(2_500.0)),
    ];
    let all = |duration| Durations::All(duration);
    let durations = [
        all(ToastDuration::Ms(8_000.0)),
        all(ToastDuration::Ms(f64::INFINITY)),
        all(ToastDuration::WhileRinging),
        Durations::ByMedia(by_media.into()),
    ];
    Config {
        client_id: Some("the-client".to_owned()),
        client_secret: Some(Secret::new("s3cr3t")),
        app_tokens: dice.one_in(2),
        keep_token: dice.one_in(3),
        storage_key: Some("agent".to_owned()),
        duration: dice.pick(&durations).clone(),
        redeliver: *dice.pick(&[Redeliver::AfterDismiss, Redeliver::NextRing]),
        caller_roles: dice
            .pick(&[vec!["agent".to_owned()], vec!["customer".to_owned(), "acd".to_owned()], vec![]])
            .clone(),
        max_toasts: *dice.pick(&[1, 3, 50, 50, 50, 1_000]),
        max_age_ms: *dice.pick(&[1_000.0, 120_000.0, 86_400_000.0]),
        backoff: BackoffOptions {
            base_ms: *dice.pick(&[1.0, 1_000.0, 86_400_000.0]),
            max_ms: *dice.pick(&[1.0, 30_000.0, 86_400_000.0]),
            jitter: *dice.pick(&[Jitter::FullThenEqual, Jitter::Full, Jitter::Equal, Jitter::None]),
        },
        refresh_lead_ms: *dice.pick(&[0.0, 30_000.0, 86_400_000.0]),
        auth_retry_delay_ms: *dice.pick(&[1.0, 5_000.0, 86_400_000.0]),
        connect_timeout_ms: *dice.pick(&[1.0, 15_000.0]),
        max_silence_ms: *dice.pick(&[1.0, 20_000.0, 300_000.0, f64::INFINITY]),
        ..Config::default()
    }
}
