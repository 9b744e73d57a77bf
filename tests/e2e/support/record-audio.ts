/** Records in a page what its audio graph plays: everything that is connected to the destination of an `AudioContext`. */

/** What one audio context has played since it was made. */
export interface Recorder {
  readonly sampleRate: number;
  /** Whether everything is recorded from now on. */
  ready: boolean;
  /** Render quanta with sound in them: their first frame, when they were rendered (ms since 1970), and their samples. */
  readonly chunks: { readonly frame: number; readonly at: number; readonly samples: Float32Array }[];
  /** Until where it is recorded: the frame after the last quantum, and when that one was rendered. */
  end: { frame: number; at: number };
  /** How many files it has decoded. */
  decoded: number;
  readonly state: () => AudioContextState;
}

declare global {
  interface Window {
    /** One for each audio context that the page made, oldest first. */
    readonly recorders: Recorder[];
  }
}

/** For `before` of `open`: runs in the page before anything else does. */
export function recordAudio(): void {
  const recorders: Recorder[] = [];
  const taps = new WeakMap<BaseAudioContext, AudioNode>();
  const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode | AudioParam, ...rest: number[]) => AudioNode;
  const module = `registerProcessor('recorder', class extends AudioWorkletProcessor {
    process([[channel]]) {
      const sounds = channel?.some((sample) => sample !== 0);
      this.port.postMessage({ frame: currentFrame, at: Date.now(), samples: sounds ? channel.slice() : null });
      return true;
    }
  })`;
  const address = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));

  const start = async (context: AudioContext, recorder: Recorder): Promise<void> => {
    const tap = context.createGain();
    taps.set(context, tap);
    await context.audioWorklet.addModule(address);
    const node = new AudioWorkletNode(context, 'recorder', { channelCount: 1, channelCountMode: 'explicit' });
    node.port.onmessage = ({ data }: MessageEvent<{ frame: number; at: number; samples: Float32Array | null }>) => {
      const { frame, at, samples } = data;
      if (samples) recorder.chunks.push({ frame, at, samples });
      recorder.end = { frame: frame + 128, at };
    };
    connect.call(tap, node);
    // Its output is silent: it is connected so that it is rendered.
    connect.call(node, context.destination);
    recorder.ready = true;
  };

  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode | AudioParam, ...rest: number[]): AudioNode {
    const tap = to instanceof AudioDestinationNode ? taps.get(this.context) : undefined;
    if (tap) connect.call(this, tap);
    return connect.call(this, to, ...rest);
  } as AudioNode['connect'];

  class RecordedContext extends AudioContext {
    readonly #recorder: Recorder;

    constructor(options?: AudioContextOptions) {
      super(options);
      this.#recorder = { sampleRate: this.sampleRate, ready: false, chunks: [], end: { frame: 0, at: 0 }, decoded: 0, state: () => this.state };
      recorders.push(this.#recorder);
      void start(this, this.#recorder);
    }

    override async decodeAudioData(data: ArrayBuffer): Promise<AudioBuffer> {
      const file = await super.decodeAudioData(data);
      this.#recorder.decoded++;
      return file;
    }
  }
  Object.assign(window, { recorders, AudioContext: RecordedContext });
}
