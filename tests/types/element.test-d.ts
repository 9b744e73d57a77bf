/** The element: its properties, and what `document` knows of it. */
import type { GenesysToasts, Toast } from 'genesys-toasts';
import * as api from 'genesys-toasts/element';
import { GenesysToasterElement, type GenesysToasterEventMap } from 'genesys-toasts/element';
import { expectTypeOf } from 'vitest';

declare const client: GenesysToasts;

expectTypeOf<keyof typeof api>().toEqualTypeOf<'GenesysToasterElement'>();
expectTypeOf(document.createElement('genesys-toaster')).toEqualTypeOf<GenesysToasterElement>();
expectTypeOf(document.querySelector('genesys-toaster')).toEqualTypeOf<GenesysToasterElement | null>();
expectTypeOf<GenesysToasterElement>().toExtend<HTMLElement>();

const element = new GenesysToasterElement();
element.client = client;
element.client = null;
element.toasts = [];
element.renderToast = (toast, { dismiss }) => {
  expectTypeOf(toast).toEqualTypeOf<Toast>();
  expectTypeOf(dismiss).toEqualTypeOf<() => void>();
  return document.createTextNode(toast.callerName);
};
element.renderActions = (toast, { answer, decline, failure }) => {
  expectTypeOf(answer).toEqualTypeOf<() => void>();
  expectTypeOf(decline).toEqualTypeOf<() => void>();
  expectTypeOf(failure).toEqualTypeOf<string | null>();
  return toast.actions.join();
};
element.answerHotkey = null;
element.confirmDecline = false;
expectTypeOf<GenesysToasterElement['answerHotkey']>().toEqualTypeOf<string | null>();
element.labels = { region: 'Anrufe', failures: { 'phone-cannot': 'Am Telefon annehmen.' } };
// @ts-expect-error no such reason
element.labels = { failures: { busy_line: 'x' } };
// @ts-expect-error no client
element.client = {};
// @ts-expect-error no such text
element.labels = { close: 'x' };
// @ts-expect-error no node
element.renderToast = () => 7;

expectTypeOf<keyof GenesysToasterEventMap>().toEqualTypeOf<'dismiss' | 'pause' | 'resume'>();
element.addEventListener('dismiss', function (event) {
  expectTypeOf(this).toEqualTypeOf<GenesysToasterElement>();
  expectTypeOf(event).toEqualTypeOf<CustomEvent<{ id: string }>>();
});
element.addEventListener('pause', (event) => expectTypeOf(event).toEqualTypeOf<CustomEvent>());
element.addEventListener('resume', (event) => expectTypeOf(event).toEqualTypeOf<CustomEvent>());
element.addEventListener('click', (event) => expectTypeOf(event).toEqualTypeOf<HTMLElementEventMap['click']>());
element.addEventListener('of-the-app', (event) => expectTypeOf(event).toEqualTypeOf<Event>());
document.createElement('genesys-toaster').removeEventListener('dismiss', (event) => expectTypeOf(event.detail.id).toEqualTypeOf<string>());
// @ts-expect-error no such detail
element.addEventListener('dismiss', (event) => event.detail.toast);
