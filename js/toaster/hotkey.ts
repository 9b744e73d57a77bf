const MODIFIERS = ['alt', 'ctrl', 'meta', 'shift'] as const;

/** What an input method uses while it composes a text: not meant for the page. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.key === 'Process';

/** Whether an event is the key that `hotkey` describes, such as `'F8'` or `'Control+Shift+K'`. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  if (isComposing(event)) return false;
  const names = hotkey.toLowerCase().replace('control+', 'ctrl+').split('+');
  const key = names.pop() ?? '';
  // What fills a form by itself sends key events without a key. By code, too: with Alt a Mac gives another letter.
  const [pressed, code] = [event.key, event.code].map((name: string | undefined) => name?.toLowerCase());
  return (pressed === key || code === `key${key}`) && MODIFIERS.every((name) => event[`${name}Key`] === names.includes(name));
}
