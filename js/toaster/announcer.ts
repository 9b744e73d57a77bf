/** How long a text stays in the live region, so that a screen reader notices it. */
const SHOW_MS = 1000;
/** How long the live region is empty between two texts, so that the same text again is a change. */
const GAP_MS = 150;
/** How many ids are remembered: many more than there can be toasts. */
const REMEMBERED = 2000;

/** The ids of what was announced, by client: all views of a client share them. */
const announcedBySource = new WeakMap<object, Set<string>>();

/** A text, and the id of what it is about. */
export interface Message {
  id: string;
  text: string;
}

/** Announces each message once, in the one live region of the view. */
export interface Announcer {
  /**
   * Begins. The first messages are announced a little later, so that assistive technology has noticed the region.
   *
   * @param source - the client, or another object, whose toasts the ids belong to
   */
  attach(region: Element, source: object, messages: readonly Message[]): void;
  /** Announces new messages. Messages that wait and are not in `messages` any more are not announced. */
  update(messages: readonly Message[]): void;
  /** Forgets that messages with these ids were announced, so that they are announced when they come again. */
  readonly forget: (ids: readonly string[]) => void;
  /** Announces the messages that wait. To be called when the page is visible again. */
  readonly announce: () => void;
  detach(): void;
}

export function createAnnouncer(): Announcer {
  let region: Element | undefined;
  let announced = new Set<string>();
  let waiting: readonly Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function announce(): void {
    // Screen readers do not announce the live region of a hidden page.
    if (!region || timer !== undefined || region.ownerDocument.visibilityState === 'hidden') return;
    // Another view of the same client may have announced some of them.
    const unannounced = waiting.filter(({ id }) => !announced.has(id));
    waiting = [];
    if (unannounced.length === 0) return;
    region.textContent = unannounced.map(({ text }) => text).join('. ');
    for (const { id } of unannounced) announced.add(id);
    for (const id of announced) if (announced.size > REMEMBERED) announced.delete(id);
    timer = setTimeout(() => {
      if (region) region.textContent = '';
      announceSoon();
    }, SHOW_MS);
  }

  function announceSoon(): void {
    timer = setTimeout(() => {
      timer = undefined;
      announce();
    }, GAP_MS);
  }

  return {
    attach(element, source, messages) {
      region = element;
      announced = announcedBySource.get(source) ?? new Set();
      announcedBySource.set(source, announced);
      waiting = messages;
      if (messages.length > 0) announceSoon();
    },
    update(messages) {
      waiting = messages;
      // Later, so that the frame which shows the toast is not delayed.
      if (timer === undefined && region && messages.some(({ id }) => !announced.has(id))) announceSoon();
    },
    forget(ids) {
      for (const id of ids) announced.delete(id);
    },
    announce,
    detach() {
      clearTimeout(timer);
      timer = undefined;
      if (region) region.textContent = '';
      region = undefined;
    },
  };
}
