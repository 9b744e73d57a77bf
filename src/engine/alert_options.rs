//! The options of alerts (A1).

use super::options::{
    ByMedia, Labels, Switch, Words, flag, group_type, labels, ms, number, options, switch, text, texts_by_media, words,
    words_but,
};

const DAY_MS: f64 = 86_400_000.0;

options! {
    /// `alerts`: what reaches an agent who does not look at the page.
    #[derive(Clone, Debug, PartialEq)]
    AlertOptions {
        title: Switch<TitleOptions> = Switch(Some(TitleOptions::default())), "title", switch().live(),
            "Whether the title of the page shows a ring while the page is hidden or does not have the focus.";
        sound: Switch<SoundOptions> = Switch(None), "sound", switch().live(),
            "Whether a tone plays while a conversation rings. The browser plays it only after the agent has clicked or pressed a key on the page.";
        notification: Switch<NotificationOptions> = Switch(None), "notification", switch().live(),
            "Whether the operating system shows a notification. `unlockAlerts()` asks the agent for the permission.";
        labels: Labels = Labels::default(), "labels", labels().live(),
            "The words of title and notification: `incoming`, and one for each media type, such as `{ incoming: 'Eingehend', voice: 'Anruf' }`.";
    }
}

options! {
    /// `alerts.title`.
    #[derive(Clone, Debug, PartialEq)]
    TitleOptions {
        show_caller: bool = false, "showCaller", flag().live(),
            "Whether the title contains the caller's name. Everybody who sees the screen can read it.";
    }
}

options! {
    /// `alerts.sound`.
    #[derive(Clone, Debug, PartialEq)]
    SoundOptions {
        when: AlertWhen = AlertWhen::Always, "when", words::<AlertWhen>().live(),
            "When it plays: `'always'`, `'unfocused'` (another window or tab has the focus, or the page is hidden) or `'hidden'`.";
        volume: f64 = 0.5, "volume", number(0.0..=1.0).live(),
            "How loud it is, independently of the volume of the computer.";
        after_ms: ByMedia<u64> = ByMedia::All(0), "afterMs", ms(0.0..=DAY_MS).live(),
            "How long after the start of the ring it begins; one for all, or one for each media type.";
        url: ByMedia<String> = ByMedia::default(), "url", texts_by_media().live(),
            "The URL of a sound file that plays instead of the built-in tone; one for all, or one for each media type. Where it cannot be loaded, the tone plays. A call repeats it every 6 s, other media every 10 s; a longer file is cut off.";
        sink_id: Option<String> = None, "sinkId", text().live(),
            "The `deviceId` of the output device, where the browser can choose one.";
    }
}

options! {
    /// `alerts.notification`.
    #[derive(Clone, Debug, PartialEq)]
    NotificationOptions {
        when: AlertWhen = AlertWhen::Unfocused, "when", words_but::<AlertWhen>(AlertWhen::Always).live(),
            "When it is shown: `'unfocused'` (another window or tab has the focus, or the page is hidden) or `'hidden'`.";
        after_ms: ByMedia<u64> = ByMedia::All(0), "afterMs", ms(0.0..=DAY_MS).live(),
            "How long after the start of the ring it is shown; one for all, or one for each media type.";
        show_caller: bool = false, "showCaller", flag().live(),
            "Whether it contains the caller's name. It can be visible on a locked screen.";
        require_interaction: bool = false, "requireInteraction", flag().live(),
            "Whether it stays until the agent acts or the ring ends, where the operating system supports it.";
        icon: Option<String> = None, "icon", text().live(),
            "The URL of its icon.";
    }
}

impl SoundOptions {
    /// All files, in the order of the option.
    pub(crate) fn urls(&self) -> impl Iterator<Item = &String> {
        self.url.values()
    }
}

impl AlertOptions {
    /// No alert but the toast.
    pub fn off() -> Self {
        Self { title: Switch(None), ..Self::default() }
    }
}

group_type!(AlertOptions, TitleOptions, SoundOptions, NotificationOptions);

/// In which states of the page an alert is given (A1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertWhen {
    /// In every state.
    Always,
    /// While the page has not the focus.
    Unfocused,
    /// While the page cannot be seen.
    Hidden,
}

impl AlertWhen {
    /// Whether an alert is given while the page is like this.
    pub(crate) fn holds(self, attention: Attention) -> bool {
        match self {
            Self::Always => true,
            Self::Unfocused => attention != Attention::Focused,
            Self::Hidden => attention == Attention::Hidden,
        }
    }
}

impl Words for AlertWhen {
    const WORDS: &'static [(&'static str, Self)] =
        &[("always", Self::Always), ("unfocused", Self::Unfocused), ("hidden", Self::Hidden)];
}

/// How well the agent can see the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attention {
    /// It cannot be seen.
    Hidden,
    /// It can be seen, and something else has the focus.
    Unfocused,
    /// It is in front, and has the focus.
    Focused,
}

impl Attention {
    /// Of a page that is visible and has the focus, or not.
    pub(crate) fn of(visible: bool, focused: bool) -> Self {
        match (visible, focused) {
            (false, _) => Self::Hidden,
            (true, false) => Self::Unfocused,
            (true, true) => Self::Focused,
        }
    }
}
