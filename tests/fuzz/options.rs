//! Options by the dice, their ends among them.

use crate::dice::Dice;
use genesys_toasts::Config;
use genesys_toasts::engine::Secret;
use genesys_toasts::engine::action_io::{OfferedActions, ToastAction};
use genesys_toasts::engine::config::{BackoffOptions, Durations, Jitter, Redeliver, ToastDuration};

/// Any options.
pub(crate) fn any(dice: &mut Dice<'_>) -> Config {
    let by_media = [
        ("voice".to_owned(), ToastDuration::WhileRinging),
        ("chat".to_owned(), ToastDuration::Ms(0)),
        ("default".to_owned(), ToastDuration::Ms(2_500)),
    ];
    let all = |duration| Durations::All(duration);
    let durations = [
        all(ToastDuration::Ms(8_000)),
        all(ToastDuration::Unlimited),
        all(ToastDuration::WhileRinging),
        Durations::Each(by_media.into()),
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
        max_age_ms: *dice.pick(&[1_000, 120_000, 86_400_000]),
        backoff: BackoffOptions {
            base_ms: *dice.pick(&[1, 1_000, 86_400_000]),
            max_ms: *dice.pick(&[1, 30_000, 86_400_000]),
            jitter: *dice.pick(&[Jitter::FullThenEqual, Jitter::Full, Jitter::Equal, Jitter::None]),
        },
        refresh_lead_ms: *dice.pick(&[0, 30_000, 86_400_000]),
        auth_retry_delay_ms: *dice.pick(&[1, 5_000, 86_400_000]),
        connect_timeout_ms: *dice.pick(&[1, 15_000]),
        max_silence_ms: *dice.pick(&[Some(1), Some(20_000), Some(300_000), None]),
        actions: OfferedActions(dice.pick(&[vec![], vec![ToastAction::Answer, ToastAction::Decline]]).clone()),
        ..Config::default()
    }
}
