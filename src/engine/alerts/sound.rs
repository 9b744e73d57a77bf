//! Which cadence plays, and for which ring (A3, A4, A9).

use super::audio::Audio;
use super::ringing::Ringing;
use super::{Alerts, Surroundings, emit};
use crate::engine::alert_io::{AlertCommand, Sound, Tone};
use crate::engine::alert_options::SoundOptions;
use crate::engine::context::Context;
use crate::engine::snapshot::ToastId;
use crate::engine::time::Timestamp;

/// How long after the last sound the audio context rests, in ms.
pub(super) const REST_AFTER_MS: u64 = 1_000;

/// How long a test may play, in ms.
const TEST_MS: u64 = 6_000;

const VOICE: &str = "voice";

/// The cadence that began last.
#[derive(Debug)]
pub(super) struct Playing {
    toast: ToastId,
    tone: Tone,
    /// When the next one may begin.
    pub(super) next_at: Timestamp,
}

impl Tone {
    fn of(media_type: &str) -> Self {
        if media_type == VOICE { Self::Voice } else { Self::Other }
    }

    /// From one beginning to the next, in ms. The tone of call waiting plays once for each ring: this is between two rings.
    fn period_ms(self) -> u64 {
        match self {
            Self::Voice => 6_000,
            Self::Other => 10_000,
            Self::CallWaiting => 2_000,
        }
    }
}

impl Alerts {
    /// Begins the cadence that is due, and ends the one whose ring may not sound any more.
    pub(super) fn sound(&mut self, cx: &mut Context, around: &Surroundings<'_>) {
        if cx.config.alerts.sound.on().is_none() && self.playing.is_none() {
            self.sounding.clear();
            return self.rest(cx);
        }
        let chosen = self.choose(cx, around);
        let lasts = self.playing.as_ref().is_some_and(|playing| self.lasts(cx, playing, around));
        if self.playing.is_some() && !lasts {
            self.playing = None;
            self.rest_at = Some(cx.now() + REST_AFTER_MS);
            emit(cx, AlertCommand::StopSound { fade: !self.frozen });
        }
        if let Some((at, tone)) = chosen {
            self.play(cx, at, tone);
        }
        // Only the tab that plays the tone of call waiting knows when it has played.
        let audible = self.tabs.may_alert || (self.is_audible_elsewhere() && !around.in_call);
        let sounding =
            self.rings.iter().filter(|ring| audible && !ring.sound_dropped && self.may_sound(cx, ring, around));
        self.sounding = sounding.map(|ring| ring.toast.id.clone()).collect();
        self.rest(cx);
    }

    /// Suspends the audio context some time after the last sound, and ends a test that should not sound any more (A4).
    pub(super) fn rest(&mut self, cx: &mut Context) {
        if cx.config.alerts.sound.on().is_none() || self.mute.is_on() {
            self.end_test(cx);
        }
        if self.rest_at.is_some_and(|at| at <= cx.now() || !self.running) {
            self.rest_at = None;
            self.end_test(cx);
            if self.playing.is_none() {
                emit(cx, AlertCommand::SuspendAudio);
            }
        }
    }

    /// Unlocks, and plays one cadence, unless a ring sounds (A5).
    pub(super) fn test(&mut self, cx: &mut Context, media_type: &str) {
        self.unlock(cx);
        let may_play = self.running && self.playing.is_none() && !self.others_sound() && self.audio.may_play();
        let Some(options) = cx.config.alerts.sound.on().cloned().filter(|_| may_play) else { return };
        self.testing = true;
        self.rest_at = Some(cx.now() + TEST_MS);
        emit(cx, AlertCommand::Play(Sound::new(&options, None, media_type, Tone::of(media_type))));
    }

    /// Ends the sound of a test that still plays, or that waits for the browser.
    pub(super) fn end_test(&mut self, cx: &mut Context) {
        if std::mem::take(&mut self.testing) {
            emit(cx, AlertCommand::StopSound { fade: !self.frozen });
        }
    }

    /// The ring whose cadence begins now, by its place, and its tone. A ring whose sound is due while audio is not ready stays silent (A3).
    fn choose(&mut self, cx: &Context, around: &Surroundings<'_>) -> Option<(usize, Tone)> {
        if !self.tabs.may_alert {
            return None;
        }
        let ready = self.audio == Audio::Ready;
        let may: Vec<bool> = self.rings.iter().map(|ring| self.may_sound(cx, ring, around)).collect();
        for (ring, may) in self.rings.iter_mut().zip(&may) {
            ring.sound_dropped |= *may && !ready;
        }
        let candidates = || {
            let all = self.rings.iter().enumerate().zip(&may).filter(|((_, ring), may)| **may && !ring.sound_dropped);
            all.map(|((at, ring), _)| (at, ring))
        };
        let of_voice = candidates().find(|(_, ring)| ring.toast.media_type == VOICE);
        let (at, ring) = of_voice.or_else(|| candidates().next())?;
        let tone = if around.in_call { Tone::CallWaiting } else { Tone::of(&ring.toast.media_type) };
        let due = self.playing.as_ref().is_none_or(|playing| {
            let goes_before = tone == Tone::Voice && playing.tone == Tone::Other;
            let lasts = self.lasts(cx, playing, around) && (playing.tone == Tone::CallWaiting) == around.in_call;
            goes_before || !lasts || playing.next_at <= cx.now()
        });
        due.then_some((at, tone))
    }

    fn lasts(&self, cx: &Context, playing: &Playing, around: &Surroundings<'_>) -> bool {
        let ring = self.rings.iter().find(|ring| ring.toast.id == playing.toast);
        let may_play = self.tabs.may_alert && self.audio == Audio::Ready;
        ring.is_some_and(|ring| may_play && !ring.sound_dropped && self.sounds(cx, ring, around))
    }

    /// Whether a cadence of this ring may begin.
    fn may_sound(&self, cx: &Context, ring: &Ringing, around: &Surroundings<'_>) -> bool {
        self.sounds(cx, ring, around) && !(around.in_call && ring.waiting_tone_played)
    }

    /// Whether this ring may sound.
    fn sounds(&self, cx: &Context, ring: &Ringing, around: &Surroundings<'_>) -> bool {
        let Some(options) = cx.config.alerts.sound.on() else { return false };
        let attention = self.attention_to_tabs(cx);
        let known = around.is_receiving && ring.confirmed && !self.frozen;
        // The agent has seen the ring whose action is pending (C5).
        let silent = ring.silenced || ring.toast.pending.is_some();
        let wanted = options.when.holds(attention) && !silent && !self.mute.is_on();
        known && wanted && ring.may_alert(cx, &options.after_ms)
    }

    fn play(&mut self, cx: &mut Context, at: usize, tone: Tone) {
        let (Some(options), Some(ring)) = (cx.config.alerts.sound.on(), self.rings.get_mut(at)) else { return };
        // It takes the place of a test.
        self.testing = false;
        ring.waiting_tone_played |= tone == Tone::CallWaiting;
        let toast = ring.toast.id.clone();
        let sound = Sound::new(options, Some(toast.clone()), &ring.toast.media_type, tone);
        self.playing = Some(Playing { toast, tone, next_at: cx.now() + tone.period_ms() });
        self.rest_at = None;
        emit(cx, AlertCommand::Play(sound));
    }
}

impl Sound {
    fn new(options: &SoundOptions, toast: Option<ToastId>, media_type: &str, tone: Tone) -> Self {
        // Call waiting is a short tone, whatever the file is (A9).
        let url = if tone == Tone::CallWaiting { None } else { options.url.get(media_type).cloned() };
        Self { toast, tone, url, volume: options.volume, sink_id: options.sink_id.clone() }
    }
}
