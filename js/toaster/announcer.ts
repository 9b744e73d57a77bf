/** How long a text stays in the announcer, so that a screen reader takes it. */
const HOLD_MS = 1000;
/** How long the announcer is empty in between, so that the same text again is a change. */
const GAP_MS = 150;
/** So many ids are remembered: many more than there can be toasts. */
const REMEMBERED = 2000;

/** What has been said about the toasts of a client, by any view of it. */
const saidOf = new WeakMap<object, Set<string>>();

/** A text, and what it is about. */
export interface Message {
  id: string;
  text: string;
}

/** Says each message once, in the view's one live region. */
export interface Announcer {
  /**
   * Begins. What is there already is said when assistive technology has had time to notice the region.
   *
   * @param about - the client, or what else the ids belong to
   */
  attach(region: Element, about: object, messages: readonly Message[]): void;
  /** Says what is new; what waits and is not among `messages` any more is dropped. */
  update(messages: readonly Message[]): void;
  /** Says what waits. To be called when the page is seen again. */
  readonly speak: () => void;
  detach(): void;
}

export function createAnnouncer(): Announcer {
  let region: Element | undefined;
  let said = new Set<string>();
  let waiting: readonly Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function speak(): void {
    // A screen reader hears nothing of a page that is hidden.
    if (!region || timer !== undefined || region.ownerDocument.visibilityState === 'hidden') return;
    // Another view of the same client may have been first.
    const news = waiting.filter(({ id }) => !said.has(id));
    waiting = [];
    if (news.length === 0) return;
    region.textContent = news.map(({ text }) => text).join('. ');
    for (const { id } of news) said.add(id);
    for (const id of said) if (said.size > REMEMBERED) said.delete(id);
    timer = setTimeout(() => {
      if (region) region.textContent = '';
      wait();
    }, HOLD_MS);
  }

  function wait(): void {
    timer = setTimeout(() => {
      timer = undefined;
      speak();
    }, GAP_MS);
  }

  return {
    attach(element, about, messages) {
      region = element;
      said = saidOf.get(about) ?? new Set();
      saidOf.set(about, said);
      waiting = messages;
      if (messages.length > 0) wait();
    },
    update(messages) {
      waiting = messages;
      // Not in the frame that shows the toast: that one is not to be late.
      if (timer === undefined && region && messages.some(({ id }) => !said.has(id))) wait();
    },
    speak,
    detach() {
      clearTimeout(timer);
      timer = undefined;
      if (region) region.textContent = '';
      region = undefined;
    },
  };
}
