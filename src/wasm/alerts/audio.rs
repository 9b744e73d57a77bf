//! The audio context of one engine, and the cadence that it plays (A3, A4, A5).

use super::files::Files;
use super::tone;
use crate::engine::Input;
use crate::engine::alerts::{AlertEvent, AudioEvent, Sound};
use crate::wasm::cleanup::{self, Cleanup, method};
use crate::wasm::panic;
use crate::wasm::runtime::Runtime;
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Array, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{AudioContext, AudioContextState, AudioScheduledSourceNode, GainNode};

/// How long a cadence fades out that is cut off, in seconds: long enough to be without a click.
const FADE_S: f64 = 0.02;

thread_local! {
    /// A promise of audio that rejects needs nothing: the state of the context is what counts.
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::wrap_aborting(Box::new(|_| ()) as Box<dyn FnMut(JsValue)>);
}

/// The cadence that began last, or one that fades out.
struct Cadence {
    /// Behind everything that it plays, at full level until it is cut off.
    level: GainNode,
    sources: Vec<AudioScheduledSourceNode>,
    /// When it ends by itself, in seconds of the context.
    ends_at: f64,
}

pub(super) struct Audio {
    runtime: Weak<Runtime>,
    context: AudioContext,
    files: Rc<Files>,
    /// The engine has suspended it: its state says nothing about the browser's policy.
    suspended: Cell<bool>,
    /// How many times it was resumed without an answer yet: its state is that of before.
    resuming: Cell<u32>,
    cadence: RefCell<Option<Cadence>>,
    /// What fades out; the end of its last source ends it.
    fading: RefCell<Option<Cadence>>,
    sink_id: RefCell<String>,
    cleanup: Option<Cleanup>,
    _state_listener: Closure<dyn FnMut()>,
    fade_listener: Closure<dyn FnMut()>,
}

impl Runtime {
    /// Makes the audio context, if there is none, and reports its state.
    pub(super) fn prepare_audio(&self) {
        if self.audio().is_none() {
            // Nothing is borrowed while the page's own class makes the context.
            let audio = Audio::new(self);
            self.alerts().audio.replace(audio);
        }
        self.report_audio();
    }

    fn report_audio(&self) {
        let event = match self.audio() {
            Some(audio) if audio.suspended.get() => return,
            Some(audio) if audio.context.state() == AudioContextState::Running => AudioEvent::Running,
            Some(audio) if audio.resuming.get() > 0 => return,
            Some(_) => AudioEvent::HeldBack,
            None => AudioEvent::Unsupported,
        };
        self.handle(Input::Alert(AlertEvent::Audio(event)));
    }
}

impl Audio {
    fn new(runtime: &Runtime) -> Option<Rc<Self>> {
        // `AudioContext::new` uses the one that was there when the package was loaded, which a test may have replaced since.
        let constructor = method(&js_sys::global(), "AudioContext")?;
        let context: AudioContext = Reflect::construct(&constructor, &Array::new()).ok()?.unchecked_into();
        let listener = listener(runtime, Runtime::report_audio);
        let fade_listener = self::listener(runtime, |runtime| {
            if let Some(audio) = runtime.audio() {
                audio.handle_faded();
            }
        });
        context.set_onstatechange(Some(listener.as_js_value().unchecked_ref()));
        let cleanup = Cleanup::new(runtime.host());
        if let Some(cleanup) = &cleanup {
            cleanup.add(&context, "close", &Array::new());
        }
        Some(Rc::new(Self {
            files: Rc::new(Files::new(runtime.weak().clone(), context.clone())),
            context,
            suspended: Cell::default(),
            resuming: Cell::default(),
            runtime: runtime.weak().clone(),
            cadence: RefCell::default(),
            fading: RefCell::default(),
            sink_id: RefCell::default(),
            cleanup,
            _state_listener: listener,
            fade_listener,
        }))
    }

    pub(super) fn load(&self, url: &str) {
        Files::load(&self.files, url);
    }

    pub(super) fn resume(&self) {
        self.suspended.set(false);
        let Ok(promise) = self.context.resume() else { return };
        self.resuming.set(self.resuming.get() + 1);
        let runtime = self.runtime.clone();
        spawn_local(async move {
            let _ = JsFuture::from(Promise::resolve(&promise)).await;
            let Some(runtime) = runtime.upgrade() else { return };
            if let Some(audio) = runtime.audio() {
                audio.resuming.set(audio.resuming.get().saturating_sub(1));
            }
            runtime.report_audio();
        });
    }

    /// Suspends the context, after what fades out.
    pub(super) fn suspend(&self) {
        self.suspended.set(true);
        self.stop(true);
        if self.fading.borrow().is_none() {
            ignore(self.context.suspend());
        }
    }

    /// Begins a cadence; the one before ends. Where audio fails there is silence.
    pub(super) fn play(&self, sound: &Sound) {
        self.stop(true);
        self.resume();
        self.choose_output(sound.sink_id.as_deref().unwrap_or_default());
        let cadence = self.begin(sound).ok();
        self.cadence.replace(cadence);
    }

    /// Ends what plays. `fade`: without a click.
    pub(super) fn stop(&self, fade: bool) {
        let Some(cadence) = self.cadence.take() else { return };
        self.end_fade();
        let now = self.context.current_time();
        if !fade || now >= cadence.ends_at {
            return cadence.disconnect();
        }
        let _ = cadence.level.gain().set_value_at_time(1.0, now);
        let _ = cadence.level.gain().linear_ramp_to_value_at_time(0.0, now + FADE_S);
        for source in &cadence.sources {
            let _ = source.stop_with_when(now + FADE_S);
        }
        if let Some(source) = cadence.sources.last() {
            source.set_onended(Some(self.fade_listener.as_js_value().unchecked_ref()));
        }
        self.fading.replace(Some(cadence));
    }

    /// Ends what fades out.
    fn end_fade(&self) {
        if let Some(fading) = self.fading.take() {
            fading.disconnect();
        }
    }

    fn handle_faded(&self) {
        self.end_fade();
        if self.suspended.get() {
            ignore(self.context.suspend());
        }
    }

    fn begin(&self, sound: &Sound) -> Result<Cadence, JsValue> {
        let level = self.context.create_gain()?;
        level.connect_with_audio_node(&self.context.destination())?;
        let file = sound.url.as_deref().and_then(|url| self.files.get(url));
        let (sources, ends_at) = match file {
            Some(file) => tone::play_file(&self.context, &level, &file, sound.volume)?,
            None => tone::play(&self.context, &level, sound.tone, sound.volume)?,
        };
        Ok(Cadence { level, sources, ends_at })
    }

    /// Chooses the output device, where the browser can; an empty id is the default one.
    fn choose_output(&self, sink_id: &str) {
        if *self.sink_id.borrow() == sink_id {
            return;
        }
        if let Some(set) = method(&self.context, "setSinkId") {
            self.sink_id.replace(sink_id.to_owned());
            if let Ok(set) = set.call1(&self.context, &JsValue::from_str(sink_id)) {
                ignore(Ok(Promise::resolve(&set)));
            }
        }
    }
}

impl Cadence {
    fn disconnect(&self) {
        if let Some(source) = self.sources.last() {
            source.set_onended(None);
        }
        let _ = self.level.disconnect();
    }
}

impl Drop for Audio {
    fn drop(&mut self) {
        self.context.set_onstatechange(None);
        let Some(Cadence { sources, .. }) = self.fading.take() else { return };
        // The context closes after what fades out, without this instance.
        if let (Some(cleanup), Some(source)) = (&self.cleanup, sources.last()) {
            cleanup.disarm();
            source.set_onended(cleanup::bound(&self.context, "close", &Array::new()).as_ref());
        }
    }
}

fn listener(runtime: &Runtime, handle: impl Fn(&Runtime) + 'static) -> Closure<dyn FnMut()> {
    let runtime: Weak<Runtime> = runtime.weak().clone();
    Closure::wrap_aborting(Box::new(move || {
        if let Some(runtime) = runtime.upgrade().filter(|_| !panic::has_failed()) {
            handle(&runtime);
        }
    }) as Box<dyn FnMut()>)
}

fn ignore(promise: Result<Promise, JsValue>) {
    if let Ok(promise) = promise {
        IGNORE.with(|ignore| drop(Promise::resolve(&promise).catch(ignore)));
    }
}
