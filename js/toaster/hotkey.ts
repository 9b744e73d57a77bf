const MODIFIERS = ['alt', 'ctrl', 'meta', 'shift'] as const;

/** Whether an event is the key that `hotkey` describes, such as `'F8'` or `'Control+Shift+K'`. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const names = hotkey.toLowerCase().replace('control+', 'ctrl+').split('+');
  const key = names.pop() ?? '';
  // What fills a form by itself sends key events without a key. By code, too: with Alt a Mac gives another letter.
  const [pressed, code] = [event.key, event.code].map((name: string | undefined) => name?.toLowerCase());
  return (pressed === key || code === `key${key}`) && MODIFIERS.every((name) => event[`${name}Key`] === names.includes(name));
}
