/** What the client gives, and what it takes. */
import * as api from 'genesys-toasts';
import type { ActionFailure, AgentState, AlertState, CallbackInfo, DismissReason, ErrorCode, GenesysToasts, MediaType, Snapshot, Status, StatusDetail, TabRole, TabsReport, Toast, ToastAction } from 'genesys-toasts';
import { GenesysToastsError } from 'genesys-toasts';
import { expectTypeOf } from 'vitest';

expectTypeOf<keyof typeof api>().toEqualTypeOf<'createGenesysToasts' | 'GenesysToastsError'>();

const client = api.createGenesysToasts({ source: 'notifications', getToken: () => 'token' });
expectTypeOf(client).toEqualTypeOf<GenesysToasts>();
type AlertCommand = 'unlockAlerts' | 'testAlert' | 'silence' | 'mute' | 'unmute';
expectTypeOf<keyof GenesysToasts>().toEqualTypeOf<
  'start' | 'retry' | 'stop' | 'dismiss' | 'dismissAll' | 'pause' | 'resume' | 'subscribe' | 'getSnapshot' | 'diagnostics' | AlertCommand | 'answer' | 'decline' | 'backOnQueue' | 'open' | 'update' | typeof Symbol.dispose
>();
expectTypeOf(client.start).toEqualTypeOf<() => Promise<void>>();
expectTypeOf(client.retry).toEqualTypeOf<() => void>();
expectTypeOf(client.stop).toEqualTypeOf<() => void>();
expectTypeOf(client.dismiss).toEqualTypeOf<(toastId: string) => boolean>();
expectTypeOf(client.dismissAll).toEqualTypeOf<() => void>();
expectTypeOf(client.pause).toEqualTypeOf<(toastId?: string) => void>();
expectTypeOf(client.resume).toEqualTypeOf<(toastId?: string) => void>();
expectTypeOf(client.unlockAlerts).toEqualTypeOf<() => Promise<AlertState>>();
expectTypeOf(client.testAlert).toEqualTypeOf<(mediaType?: MediaType) => void>();
expectTypeOf(client.silence).toEqualTypeOf<(toastId?: string) => void>();
expectTypeOf(client.mute).toEqualTypeOf<(options?: { readonly forMs?: number | undefined }) => void>();
expectTypeOf(client.unmute).toEqualTypeOf<() => void>();
expectTypeOf(client.answer).toEqualTypeOf<(toastId: string) => Promise<void>>();
expectTypeOf(client.decline).toEqualTypeOf<(toastId: string) => Promise<void>>();
expectTypeOf(client.backOnQueue).toEqualTypeOf<() => Promise<void>>();
expectTypeOf(client.open).toEqualTypeOf<(toastId: string) => boolean>();
client.update({ alerts: { sound: { volume: 1, afterMs: { voice: 0, default: 2000 } } }, duration: 5000, onOpen: () => undefined });
// @ts-expect-error no such state of the page
client.update({ alerts: { notification: { when: 'always' } } });
// @ts-expect-error a time is an option of mute()
client.mute(60_000);
expectTypeOf(client.subscribe).toEqualTypeOf<(listener: () => void) => () => void>();
expectTypeOf(client.getSnapshot).returns.toEqualTypeOf<Snapshot>();
expectTypeOf(client.diagnostics().counters.toastsByReason).toEqualTypeOf<Readonly<Partial<Record<DismissReason, number>>>>();

expectTypeOf<Snapshot>().toEqualTypeOf<{
  readonly toasts: readonly Toast[];
  readonly status: Status;
  readonly statusDetail: StatusDetail;
  readonly error: GenesysToastsError | null;
  readonly alerts: AlertState;
  readonly agent: AgentState;
  readonly tab: TabRole;
}>();
expectTypeOf<TabRole>().toEqualTypeOf<'leader' | 'follower' | 'alone'>();
expectTypeOf<CallbackInfo>().toEqualTypeOf<{ readonly tab: TabRole }>();
expectTypeOf(client.diagnostics().tabs).toEqualTypeOf<TabsReport>();
expectTypeOf<AlertState>().toEqualTypeOf<{
  readonly sound: 'off' | 'ready' | 'needs-gesture' | 'blocked';
  readonly notification: 'off' | 'granted' | 'default' | 'denied' | 'unsupported';
  readonly muted: { readonly until: number | null } | null;
  readonly sounding: readonly string[];
}>();
expectTypeOf<keyof Toast>().toEqualTypeOf<
  | 'id'
  | 'kind'
  | 'actions'
  | 'pending'
  | 'conversationId'
  | 'callerName'
  | 'mediaType'
  | 'timestamp'
  | 'expiresAt'
  | 'participantId'
  | 'communicationId'
  | 'direction'
  | 'queueName'
  | 'address'
  | 'alertingUntil'
>();
expectTypeOf<Toast['actions']>().toEqualTypeOf<readonly ToastAction[]>();
expectTypeOf<Toast['pending']>().toEqualTypeOf<ToastAction | null>();
expectTypeOf<'IDLE' | 'NOT_RESPONDING'>().toExtend<AgentState['routingStatus']>();
expectTypeOf<'voice' | 'callback' | 'chat' | 'email' | 'message' | 'fax'>().toExtend<Toast['mediaType']>();
expectTypeOf<Toast['mediaType']>().toExtend<string>();
/** The values of an open enumeration that an editor offers. */
type Offered<Value> = Value extends unknown ? (string extends Value ? never : Value) : never;
expectTypeOf<Offered<Toast['mediaType']>>().toEqualTypeOf<
  'voice' | 'callback' | 'chat' | 'email' | 'message' | 'social' | 'video' | 'cobrowse' | 'screenshare'
>();
expectTypeOf<keyof StatusDetail>().toEqualTypeOf<
  'phase' | 'since' | 'attempt' | 'nextRetryAt' | 'canRetry' | 'blindSince' | 'offline' | 'closeCode' | 'closeReason' | 'lastFrameAt'
>();

// @ts-expect-error an id is a text
client.dismiss(7);
// @ts-expect-error a snapshot is read only
client.getSnapshot().status = 'connected';
// @ts-expect-error so is its list
client.getSnapshot().toasts.push();

const error = client.getSnapshot().error;
if (error instanceof GenesysToastsError) expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
expectTypeOf(error?.reason).toEqualTypeOf<ActionFailure | undefined>();
expectTypeOf(error?.code).not.toEqualTypeOf<string | undefined>();
// @ts-expect-error no such code
export const wrong: ErrorCode = 'no_such_code';
