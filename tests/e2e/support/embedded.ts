/** The view among other people's parts: on the page `embedded`, wherever a test has put it. */
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import type { EmbeddedKind, EmbeddedPage, EmbeddedView } from '../pages/embedded.js';
import type { PlaceName } from '../pages/embedded/places.js';
import type { OpenOptions } from './desk.js';
import { outlineOf } from './announcements.js';
import type { Desk, Open } from './test.js';

/** For `describe.each`: both views. */
export const KINDS = [
  { view: '<GenesysToaster>', kind: 'react' },
  { view: '<genesys-toaster>', kind: 'element' },
] as const;

/** A style that reaches too far. */
export const HOSTILE_CSS = join(ROOT, 'tests', 'e2e', 'pages', 'shared', 'hostile.css');

export type ThingName = Parameters<EmbeddedPage['open']>[0];

/** What is announced of the view, and what around it keeps that from being announced: `null`, nothing. */
interface Announcement {
  readonly text: string;
  readonly muted: string | null;
}

declare global {
  interface Window {
    /** Where {@link Embedding.listen} has been. */
    readonly announcements: Announcement[];
  }
}

/** A page with the view on it, or in one of its frames, or in a window that it has opened. */
export class Embedding {
  readonly desk: Desk;
  /** The window with the view. */
  readonly page: Page;
  /** The document with the view. */
  readonly frame: Frame;

  constructor(desk: Desk, frame: Frame) {
    this.desk = desk;
    this.page = frame.page();
    this.frame = frame;
  }

  /** The toast with this name on it, as long as it rings. */
  toast(name: string): Locator {
    return this.toasts.filter({ hasText: name });
  }

  get toasts(): Locator {
    return this.frame.locator('.gt-item[data-state="open"]');
  }

  /** The page's field with this name. */
  field(name: string): Locator {
    return this.frame.locator(`[name="${name}"]`);
  }

  /** Types into the page's field with this name. */
  async type(name: string, text: string): Promise<void> {
    await this.field(name).focus();
    await this.page.keyboard.type(text);
  }

  /** Presses keys one after another; gives where the focus is after each. */
  async walk(...keys: string[]): Promise<string[]> {
    const places = [];
    for (const key of keys) {
      await this.page.keyboard.press(key);
      places.push(await this.focus());
    }
    return places;
  }

  /** What has the focus: `toast`, `close`, `more`, `region`, or a field's name, or the element's name in small letters. */
  focus(): Promise<string> {
    return this.frame.evaluate(deepFocus);
  }

  async focusArrives(place: string): Promise<void> {
    await this.frame.waitForFunction(`(${deepFocus.toString()})() === ${JSON.stringify(place)}`);
  }

  /** Presses the mouse where a toast's close button is seen, whatever is there. */
  async clickCloseOf(name: string): Promise<void> {
    const { x, y } = await middleOf(this.toast(name).locator('.gt-close'));
    await this.page.mouse.click(x, y);
  }

  /** The same with a finger. */
  async tapCloseOf(name: string): Promise<void> {
    const { x, y } = await middleOf(this.toast(name).locator('.gt-close'));
    await this.page.touchscreen.tap(x, y);
  }

  /** The same with the app's own button in the one toast that there is: it is in a slot, so by the nodes of the page it is in no toast. */
  async clickAnswer(): Promise<void> {
    const { x, y } = await middleOf(this.frame.locator('.gt-host').getByRole('button', { name: 'Answer' }));
    await this.page.mouse.click(x, y);
  }

  /** Whether a click in the middle of the toast would reach it. */
  isOnTop(name: string): Promise<boolean> {
    return this.toast(name).evaluate(isHit);
  }

  open(name: ThingName): Promise<void> {
    return this.desk.page.evaluate((thing) => window.embedded.open(thing), name);
  }

  close(name: ThingName): Promise<void> {
    return this.desk.page.evaluate((thing) => window.embedded.close(thing), name);
  }

  /** What is open of these things, and what wanted to close by itself. */
  stateOf(name: ThingName): Promise<{ open: boolean; closings: string[] }> {
    return this.desk.page.evaluate((thing) => ({ open: window.embedded.isOpen(thing), closings: window.embedded.closings }), name);
  }

  /** Resolves when nothing on the page moves any more, except long animations, such as the bar of a ring's time. */
  async still(): Promise<void> {
    await this.frame.waitForFunction(isStill);
  }

  /** Begins to note what is said. */
  async listen(): Promise<void> {
    await this.frame.locator('.gt-announcer').evaluate(noteWhatIsSaid);
  }

  /** Resolves to all that has been said when this has been. */
  async announcedUpTo(last: string): Promise<Announcement[]> {
    await this.frame.waitForFunction((text) => window.announcements.some((said) => said.text.includes(text)), last);
    return this.frame.evaluate(() => window.announcements);
  }

  /** The view as assistive technology has it. */
  outline(): Promise<string[]> {
    return outlineOf(this, { inFrame: this.frame.parentFrame() !== null });
  }

  /** Resolves when the view's node is at its place. */
  async atHome(): Promise<void> {
    await this.frame.locator(':is([data-gt-anchor], genesys-toaster) > .gt-host').waitFor({ state: 'attached' });
  }
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not to be seen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export interface EmbeddingOptions extends OpenOptions {
  readonly place?: PlaceName;
  readonly view?: EmbeddedView;
  /** Done on the page before the view comes onto it. */
  readonly first?: (desk: Desk) => Promise<unknown>;
}

/** Opens the page with its client connected, and without the view. Toasts stay as long as it rings, and nothing moves. */
export async function openEmbedded(open: Open, { context, options, ...more }: OpenOptions = {}): Promise<Desk> {
  const desk = await open('embedded', {
    ...more,
    options: { duration: 'while-ringing', ...options },
    context: { reducedMotion: 'reduce', ...context },
  });
  await desk.status('connected');
  return desk;
}

/** Opens the page with a view of this kind on it. */
export async function openEmbedding(open: Open, kind: EmbeddedKind, { place = 'page', view = {}, first, ...more }: EmbeddingOptions = {}): Promise<Embedding> {
  const desk = await openEmbedded(open, more);
  await first?.(desk);
  return mountOn(desk, kind, place, view);
}

export async function mountOn(desk: Desk, kind: EmbeddedKind, place: PlaceName = 'page', view: EmbeddedView = {}): Promise<Embedding> {
  const popup = place === 'popup' ? desk.page.waitForEvent('popup') : undefined;
  await desk.page.evaluate(([a, b, c]) => window.embedded.mount(a, b, c), [kind, place, view] as const);
  if (popup) return new Embedding(desk, (await popup).mainFrame());
  const inner = place === 'frame' ? desk.page.frame('inner') : desk.page.mainFrame();
  if (!inner) throw new Error('The page has no frame.');
  return new Embedding(desk, inner);
}

// What follows runs in the page.

function deepFocus(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  for (const part of ['item', 'close', 'more', 'toaster']) {
    if (!active?.matches(`.gt-${part}`)) continue;
    const name = active.closest('.gt-item')?.querySelector('.gt-name')?.textContent ?? '';
    return part === 'toaster' ? 'region' : `${part === 'item' ? 'toast' : part} ${name}`.trim();
  }
  return active?.getAttribute('name') ?? active?.localName ?? 'nothing';
}

function isStill(): boolean {
  const within = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? within(shadowRoot) : [])),
  ];
  const moving = within(document).flatMap((root) => root.getAnimations());
  return moving.every(({ effect, playState }) => playState === 'finished' || Number(effect?.getComputedTiming().endTime) > 1000);
}

function isHit(item: Element): boolean {
  const { left, top, width, height } = item.getBoundingClientRect();
  const at = (root: DocumentOrShadowRoot): Element | null => root.elementFromPoint(left + width / 2, top + height / 2);
  let hit = at(item.ownerDocument);
  for (let inner = hit?.shadowRoot && at(hit.shadowRoot); inner && inner !== hit; inner = inner.shadowRoot && at(inner.shadowRoot)) hit = inner;
  return hit?.closest('.gt-item') === item;
}

function noteWhatIsSaid(announcer: Element): void {
  const announcements: Announcement[] = [];
  Object.assign(announcer.ownerDocument.defaultView ?? window, { announcements });
  const mutes = (): string | null => {
    for (let node: Node | null = announcer; node; node = 'host' in node ? (node.host as Node) : node.parentNode) {
      // Not `instanceof`: a node may have come from another document.
      if ('closest' in node && (node as Element).matches('[inert], [aria-hidden="true"]')) return (node as Element).outerHTML.slice(0, 80);
    }
    const modal = [...announcer.ownerDocument.querySelectorAll('dialog:modal')].at(-1);
    const within = (node: Node): boolean => node === modal || ('host' in node ? within(node.host as Node) : node.parentNode !== null && within(node.parentNode));
    return modal && !within(announcer) ? 'a modal dialog' : null;
  };
  // Each text is set as a node of its own: a change that a screen reader takes.
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const { textContent } of addedNodes) announcements.push({ text: textContent ?? '', muted: mutes() });
  }).observe(announcer, { childList: true, characterData: true, subtree: true });
}
