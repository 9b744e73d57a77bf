//! The built-in tones: sine waves with ramps, so that nothing clicks (A4, A9).

use crate::engine::alerts::Tone;
use wasm_bindgen::prelude::*;
use web_sys::{AudioBuffer, AudioContext, AudioNode, AudioScheduledSourceNode};

/// How long a tone takes to reach its level, and to leave it, in seconds.
const RAMP_S: f64 = 0.02;

/// How long after now a tone begins, in seconds: a slow page has made it by then, so that its ramp is not cut off.
const LEAD_S: f64 = 0.05;

/// The frequencies that sound together, in Hz, and the parts in which they sound: from, to, in seconds.
struct Shape {
    frequencies: &'static [f32],
    parts: &'static [(f64, f64)],
}

fn shape(tone: Tone) -> Shape {
    match tone {
        Tone::Voice => Shape { frequencies: &[440.0, 480.0], parts: &[(0.0, 2.0)] },
        Tone::Other => Shape { frequencies: &[880.0, 960.0], parts: &[(0.0, 0.15), (0.3, 0.45)] },
        Tone::CallWaiting => Shape { frequencies: &[350.0], parts: &[(0.0, 0.3)] },
    }
}

/// Plays a tone. Returns what has to be stopped to end it early, and when it ends by itself, in seconds of the context.
pub(super) fn play(
    context: &AudioContext,
    output: &AudioNode,
    tone: Tone,
    volume: f64,
) -> Result<(Vec<AudioScheduledSourceNode>, f64), JsValue> {
    let Shape { frequencies, parts } = shape(tone);
    let begin = context.current_time() + LEAD_S;
    let envelope = context.create_gain()?;
    let gain = envelope.gain();
    let level = (volume / frequencies.len() as f64) as f32;
    gain.set_value_at_time(0.0, begin)?;
    for (from, to) in parts {
        gain.set_value_at_time(0.0, begin + from)?;
        gain.linear_ramp_to_value_at_time(level, begin + from + RAMP_S)?;
        gain.set_value_at_time(level, begin + to - RAMP_S)?;
        gain.linear_ramp_to_value_at_time(0.0, begin + to)?;
    }
    envelope.connect_with_audio_node(output)?;
    let end = begin + parts.last().map_or(0.0, |(_, to)| *to);
    let mut sources = Vec::new();
    for frequency in frequencies {
        let oscillator = context.create_oscillator()?;
        oscillator.frequency().set_value(*frequency);
        oscillator.connect_with_audio_node(&envelope)?;
        oscillator.start_with_when(begin)?;
        oscillator.stop_with_when(end)?;
        sources.push(oscillator.unchecked_into());
    }
    Ok((sources, end))
}

/// Plays a file. Returns the same.
pub(super) fn play_file(
    context: &AudioContext,
    output: &AudioNode,
    file: &AudioBuffer,
    volume: f64,
) -> Result<(Vec<AudioScheduledSourceNode>, f64), JsValue> {
    let level = context.create_gain()?;
    level.gain().set_value(volume as f32);
    level.connect_with_audio_node(output)?;
    let source = context.create_buffer_source()?;
    source.set_buffer(Some(file));
    source.connect_with_audio_node(&level)?;
    source.start()?;
    Ok((vec![source.unchecked_into()], context.current_time() + file.duration()))
}
