/** What a screen reader announces of the view. */
import type { Page } from 'playwright-core';
import type { Desk } from './desk.js';

declare global {
  interface Window {
    /** What the announcer has said since {@link listen}, oldest first. */
    readonly announced: string[];
  }
}

/** Begins to note every text that the announcer gets. */
export async function listen({ page }: Desk): Promise<void> {
  await page.locator('.gt-announcer').evaluate((announcer) => {
    const announced: string[] = [];
    Object.assign(window, { announced });
    // Each text is set as a node of its own: a change that a screen reader takes.
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const { textContent } of addedNodes) announced.push(textContent ?? '');
    }).observe(announcer, { childList: true, characterData: true, subtree: true });
  });
}

/** Resolves when something with this text has been announced. */
export const isAnnounced = async ({ page }: Desk, text: string): Promise<void> =>
  void (await page.waitForFunction((wanted) => window.announced.some((said) => said.includes(wanted)), text));

/** Resolves to all announcements after one that contains `last`, when none is pending. */
export async function announcedUpTo({ page }: Desk, last: string): Promise<string[]> {
  await page.waitForFunction((text) => window.announced.some((said) => said.includes(text)), last);
  await page.locator('.gt-announcer:empty').waitFor({ state: 'attached' });
  return page.evaluate(() => window.announced);
}

interface AXNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: string | boolean } }[];
  readonly childIds?: readonly string[];
}

/** What means nothing by itself. */
const SILENT = ['generic', 'paragraph'];
/** Roles that are announced by their name, without what is inside. */
const WHOLE = ['button', 'StaticText'];

/**
 * The view's landmark as the browser gives it to assistive technology: a line for each node, indented by what it is in, with the
 * role, the name, and in brackets how changes in it are announced. `inFrame`: the view is in the page's one frame.
 */
export async function outlineOf({ page }: { readonly page: Page }, { inFrame = false } = {}): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const frameId = inFrame ? frameTree.childFrames?.[0]?.frame.id : undefined;
  const { nodes } = (await session.send('Accessibility.getFullAXTree', frameId === undefined ? {} : { frameId })) as { nodes: readonly AXNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const outline = ({ ignored, role, name, properties, childIds = [] }: AXNode, depth: number): string[] => {
    const silent = ignored || SILENT.includes(role?.value ?? '');
    const inside = WHOLE.includes(role?.value ?? '') ? [] : childIds;
    const live = properties?.find((property) => property.name === 'live')?.value.value;
    const line = `${' '.repeat(depth)}${role?.value ?? ''} ${name?.value ?? ''}${live === undefined ? '' : `[${String(live)}]`}`;
    const children = inside.map((id) => byId.get(id)).filter((node) => node !== undefined);
    return [...(silent ? [] : [line.trimEnd()]), ...children.flatMap((child) => outline(child, silent ? depth : depth + 1))];
  };
  const region = nodes.find(({ role, name }) => role?.value === 'region' && name?.value === 'Incoming conversations');
  return region ? outline(region, 0) : [];
}
