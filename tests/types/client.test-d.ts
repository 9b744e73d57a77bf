/** What the client gives, and what it takes. */
import * as api from 'genesys-toasts';
import type { DismissReason, ErrorCode, GenesysToasts, Snapshot, Status, StatusDetail, Toast } from 'genesys-toasts';
import { GenesysToastsError } from 'genesys-toasts';
import { expectTypeOf } from 'vitest';

expectTypeOf<keyof typeof api>().toEqualTypeOf<'createGenesysToasts' | 'GenesysToastsError'>();

const client = api.createGenesysToasts({ source: 'notifications', getToken: () => 'token' });
expectTypeOf(client).toEqualTypeOf<GenesysToasts>();
expectTypeOf<keyof GenesysToasts>().toEqualTypeOf<
  'start' | 'retry' | 'stop' | 'dismiss' | 'dismissAll' | 'pause' | 'resume' | 'subscribe' | 'getSnapshot' | 'diagnostics' | typeof Symbol.dispose
>();
expectTypeOf(client.start).toEqualTypeOf<() => Promise<void>>();
expectTypeOf(client.retry).toEqualTypeOf<() => void>();
expectTypeOf(client.stop).toEqualTypeOf<() => void>();
expectTypeOf(client.dismiss).toEqualTypeOf<(toastId: string) => boolean>();
expectTypeOf(client.dismissAll).toEqualTypeOf<() => void>();
expectTypeOf(client.pause).toEqualTypeOf<(toastId?: string) => void>();
expectTypeOf(client.resume).toEqualTypeOf<(toastId?: string) => void>();
expectTypeOf(client.subscribe).toEqualTypeOf<(listener: () => void) => () => void>();
expectTypeOf(client.getSnapshot).returns.toEqualTypeOf<Snapshot>();
expectTypeOf(client.diagnostics().counters.toastsByReason).toEqualTypeOf<Readonly<Partial<Record<DismissReason, number>>>>();

expectTypeOf<Snapshot>().toEqualTypeOf<{
  readonly toasts: readonly Toast[];
  readonly status: Status;
  readonly statusDetail: StatusDetail;
  readonly error: GenesysToastsError | null;
}>();
expectTypeOf<keyof Toast>().toEqualTypeOf<
  | 'id'
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
expectTypeOf(error?.code).not.toEqualTypeOf<string | undefined>();
// @ts-expect-error no such code
export const wrong: ErrorCode = 'no_such_code';
