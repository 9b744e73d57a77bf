/**
 * The phone bridges of docs/actions.md, with the engine in WebAssembly and the simulator in the page. The WebRTC SDK and the Embeddable Framework are
 * fakes: they have the documented methods and events, and answer in the simulator as the real ones answer in Genesys Cloud.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddableFrameworkPhone } from '../../examples/phones/embeddableFrameworkPhone.js';
import { webrtcSdkPhone, type WebrtcSdk } from '../../examples/phones/webrtcSdkPhone.js';
import type { GenesysToasts, Phone } from '../../js/types.js';
import { startInPage, type InPage } from './support/simulator.js';

type Session = Parameters<Parameters<WebrtcSdk['on']>[1]>[0];

let service: InPage;
let client: GenesysToasts | undefined;

beforeEach(async () => {
  vi.resetModules();
  service = await startInPage({ seed: 7, phone: 'webrtc' });
  vi.stubGlobal('fetch', service.fetch);
  vi.stubGlobal('WebSocket', service.WebSocket);
});

afterEach(() => {
  client?.stop();
  service.close();
});

/** A client that is connected, with this phone. */
async function connected(phone: Phone): Promise<GenesysToasts> {
  const { simulator } = service;
  const { createGenesysToasts } = await import('../../js/index.js');
  client = createGenesysToasts({ source: 'notifications', apiUrl: simulator.apiUrl, getToken: () => simulator.issueToken({ userId: simulator.userId }), actions: ['answer', 'decline'], phone, logger: null });
  await client.start();
  await simulator.until(({ channels }) => (channels[0]?.topics.length ?? 0) > 0 && channels[0]?.socketId !== null);
  return client;
}

/** Lets a call ring. */
async function ring(of: GenesysToasts, ringing: { conversationId: string } = service.simulator.ring({ mediaType: 'voice' })) {
  const { conversationId } = ringing;
  const toast = await vi.waitFor(() => {
    const [shown] = of.getSnapshot().toasts;
    expect(shown?.conversationId).toBe(conversationId);
    return shown!;
  });
  return { id: toast.id, conversationId };
}

const stateOf = (conversationId: string): string | undefined => service.simulator.legs({ conversationId }).findLast(({ purpose }) => purpose === 'agent')?.state;

/** The requests that change a participant: what the API was asked to do. */
const asked = (): number => service.simulator.records.apiRequests.filter(({ method, path }) => method !== 'GET' && path.includes('/participants/')).length;

/** A `GenesysCloudWebrtcSdk` as its documentation describes it. */
class FakeSdk implements WebrtcSdk {
  readonly #listeners = new Map<string, ((session: Session) => void)[]>();
  readonly #pending = new Map<string, string>();

  on(event: string, listener: (session: Session) => void): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  emit(event: string, session: Session): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(session);
  }

  /** A call comes in. */
  propose(conversationId: string, sessionType = 'softphone'): string {
    const sessionId = `session of ${conversationId}`;
    this.#pending.set(conversationId, sessionId);
    this.emit('pendingSession', { sessionId, conversationId, sessionType });
    return sessionId;
  }

  /** The pending session ends without this client. */
  end(event: 'cancelPendingSession' | 'handledPendingSession', conversationId: string): void {
    const sessionId = this.#pending.get(conversationId)!;
    this.#pending.delete(conversationId);
    // That the event has the id of the conversation is not promised.
    this.emit(event, { sessionId });
  }

  #take(conversationId: string): Promise<void> {
    return this.#pending.delete(conversationId) ? Promise.resolve() : Promise.reject(new Error('Could not find a pendingSession'));
  }

  readonly acceptPendingSession = async ({ conversationId }: { conversationId: string }): Promise<void> => {
    await this.#take(conversationId);
    service.simulator.answer({ conversationId });
  };

  readonly rejectPendingSession = async ({ conversationId }: { conversationId: string }): Promise<void> => {
    await this.#take(conversationId);
    service.simulator.decline({ conversationId });
  };
}

describe('the phone bridge for the WebRTC SDK', () => {
  it('answers the call of a pending session, without a request [C2]', async () => {
    const sdk = new FakeSdk();
    const of = await connected(webrtcSdkPhone(sdk));
    const call = service.simulator.ring({ mediaType: 'voice' });
    sdk.propose(call.conversationId);
    const { id, conversationId } = await ring(of, call);
    await of.answer(id);
    expect([stateOf(conversationId), asked()]).toEqual(['connected', 0]);
  });

  it('declines it [C3]', async () => {
    const sdk = new FakeSdk();
    const of = await connected(webrtcSdkPhone(sdk));
    const call = service.simulator.ring({ mediaType: 'voice' });
    sdk.propose(call.conversationId);
    const { id, conversationId } = await ring(of, call);
    await of.decline(id);
    expect([stateOf(conversationId), asked()]).toEqual(['terminated', 0]);
  });

  it.each(['cancelPendingSession', 'handledPendingSession'] as const)('leaves a call to the API after %s, and one that is no softphone session', async (event) => {
    service.simulator.setPhone({ kind: 'managed-sip' });
    const sdk = new FakeSdk();
    const phone = webrtcSdkPhone(sdk);
    const of = await connected(phone);
    const call = service.simulator.ring({ mediaType: 'voice' });
    sdk.propose(call.conversationId);
    sdk.propose('another conversation');
    sdk.propose('a screen', 'screenRecording');
    const { id, conversationId } = await ring(of, call);
    const toast = of.getSnapshot().toasts[0]!;
    expect(phone.canAnswer?.(toast)).toBe(true);
    sdk.end(event, conversationId);
    expect([conversationId, 'another conversation', 'a screen'].map((other) => phone.canAnswer?.({ ...toast, conversationId: other }))).toEqual([false, true, false]);
    await of.answer(id);
    expect([stateOf(conversationId), asked()]).toEqual(['connected', 1]);
  });

  it('says that the phone failed where the session cannot be accepted [C2]', async () => {
    const sdk = new FakeSdk();
    const of = await connected(webrtcSdkPhone(sdk));
    const call = service.simulator.ring({ mediaType: 'voice' });
    sdk.propose(call.conversationId);
    await ring(of, call);
    vi.spyOn(sdk, 'acceptPendingSession').mockRejectedValue(new Error('no microphone'));
    await expect(of.answer(of.getSnapshot().toasts[0]!.id)).rejects.toMatchObject({ reason: 'phone-failed', message: expect.stringContaining('no microphone') as string });
  });
});

describe('the phone bridge for the Embeddable Framework', () => {
  const PAGE = 'https://desktop.example.com';

  /** The frame, in which the framework and the app's framework.js run. Its window is this one. */
  async function openFrame(origin: string) {
    const updateState = vi.fn(({ action, id: conversationId }: { action: string; id: string }) => {
      if (action === 'pickup') service.simulator.answer({ conversationId });
      else service.simulator.decline({ conversationId });
    });
    vi.stubGlobal('PureCloud', { Interaction: { updateState } });
    // @ts-expect-error It is a script of the page, without types.
    await import('../../examples/phones/framework.js');
    const listening = vi.spyOn(window, 'addEventListener');
    (window as unknown as { Framework: { initialSetup: () => void } }).Framework.initialSetup();
    const listener = listening.mock.calls.find(([type]) => type === 'message')?.[1] as (event: MessageEvent) => void;
    window.removeEventListener('message', listener);
    const src = 'https://apps.mypurecloud.ie/crm/embeddableFramework.html?dedicatedLoginWindow=true';
    const contentWindow = {
      postMessage(data: unknown, target: string) {
        expect(target).toBe('https://apps.mypurecloud.ie');
        listener(new MessageEvent('message', { data, origin }));
      },
    } as unknown as Window;
    return { frame: { src, contentWindow }, updateState };
  }

  it('answers and declines by messages [C2] [C3]', async () => {
    const { frame, updateState } = await openFrame(PAGE);
    const of = await connected(embeddableFrameworkPhone(frame));
    const first = await ring(of);
    await of.answer(first.id);
    await vi.waitFor(() => {
      expect(of.getSnapshot().toasts).toEqual([]);
    });
    const second = await ring(of);
    await of.decline(second.id);
    expect([stateOf(first.conversationId), stateOf(second.conversationId), asked()]).toEqual(['connected', 'terminated', 0]);
    expect(updateState.mock.calls.flat()).toEqual([{ action: 'pickup', id: first.conversationId }, { action: 'disconnect', id: second.conversationId }]);
  });

  it('takes messages of the desktop only', async () => {
    const { frame, updateState } = await openFrame('https://other.example.com');
    frame.contentWindow.postMessage(JSON.stringify({ type: 'updateInteractionState', data: { action: 'pickup', id: '1' } }), 'https://apps.mypurecloud.ie');
    expect(updateState).not.toHaveBeenCalled();
  });

  it('says that the phone failed where the frame is gone [C2]', async () => {
    const of = await connected(embeddableFrameworkPhone({ src: 'https://apps.mypurecloud.ie/', contentWindow: null }));
    const { id } = await ring(of);
    await expect(of.answer(id)).rejects.toMatchObject({ reason: 'phone-failed' });
  });
});
