//! The audio context of one engine, and the cadence that it plays (A3, A4, A5).

use super::files::Files;
use super::tone;
use crate::engine::Input;
use crate::engine::alerts::{AlertEvent, AudioEvent, Sound};
use crate::wasm::cleanup::{Cleanup, method};
use crate::wasm::runtime::Runtime;
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

/// The cadence that began last.
struct Cadence {
    /// Behind everything that it plays, at full level until it is cut off.
    level: GainNode,
    sources: Vec<AudioScheduledSourceNode>,
}

pub(super) struct Audio {
    context: AudioContext,
    files: Rc<Files>,
    /// The engine has suspended it: its state says nothing about the browser's policy.
    suspended: Cell<bool>,
    cadence: RefCell<Option<Cadence>>,
    sink_id: RefCell<String>,
    _cleanup: Option<Cleanup>,
    _state_listener: Closure<dyn FnMut()>,
}

impl Runtime {
    /// Makes the audio context, if there is none, and reports its state.
    pub(super) fn prepare_audio(&self) {
        let mut known = self.alerts().audio.borrow_mut();
        if known.is_none() {
            *known = Audio::new(self);
        }
        drop(known);
        self.report_audio();
    }

    fn report_audio(&self) {
        let event = match self.audio() {
            Some(audio) if audio.suspended.get() => return,
            Some(audio) if audio.context.state() == AudioContextState::Running => AudioEvent::Running,
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
        let weak = runtime.weak().clone();
        let listener = Closure::wrap_aborting(Box::new(move || {
            if let Some(runtime) = Weak::upgrade(&weak) {
                runtime.report_audio();
            }
        }) as Box<dyn FnMut()>);
        context.set_onstatechange(Some(listener.as_js_value().unchecked_ref()));
        let cleanup = Cleanup::new(runtime.host());
        if let Some(cleanup) = &cleanup {
            cleanup.add(&context, "close", &Array::new());
        }
        Some(Rc::new(Self {
            files: Rc::new(Files::new(runtime.weak().clone(), context.clone())),
            context,
            suspended: Cell::default(),
            cadence: RefCell::default(),
            sink_id: RefCell::default(),
            _cleanup: cleanup,
            _state_listener: listener,
        }))
    }

    pub(super) fn load(&self, url: &str) {
        Files::load(&self.files, url);
    }

    pub(super) fn resume(&self) {
        self.suspended.set(false);
        ignore(self.context.resume());
    }

    pub(super) fn suspend(&self) {
        self.suspended.set(true);
        ignore(self.context.suspend());
    }

    /// Begins a cadence; the one before ends. Where audio fails there is silence.
    pub(super) fn play(&self, sound: &Sound) {
        self.stop();
        self.resume();
        self.choose_output(sound.sink_id.as_deref().unwrap_or_default());
        let cadence = self.begin(sound).ok();
        self.cadence.replace(cadence);
    }

    /// Fades out what plays.
    pub(super) fn stop(&self) {
        let Some(Cadence { level, sources }) = self.cadence.take() else { return };
        let now = self.context.current_time();
        let _ = level.gain().set_value_at_time(1.0, now);
        let _ = level.gain().linear_ramp_to_value_at_time(0.0, now + FADE_S);
        for source in sources {
            let _ = source.stop_with_when(now + FADE_S);
        }
    }

    fn begin(&self, sound: &Sound) -> Result<Cadence, JsValue> {
        let level = self.context.create_gain()?;
        level.connect_with_audio_node(&self.context.destination())?;
        let file = sound.url.as_deref().and_then(|url| self.files.get(url));
        let sources = match file {
            Some(file) => tone::play_file(&self.context, &level, &file, sound.volume)?,
            None => tone::play(&self.context, &level, sound.tone, sound.volume)?,
        };
        Ok(Cadence { level, sources })
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

impl Drop for Audio {
    fn drop(&mut self) {
        self.context.set_onstatechange(None);
    }
}

fn ignore(promise: Result<Promise, JsValue>) {
    if let Ok(promise) = promise {
        IGNORE.with(|ignore| drop(promise.catch(ignore)));
    }
}
