const MODIFIERS = { alt: 'altKey', control: 'ctrlKey', ctrl: 'ctrlKey', meta: 'metaKey', shift: 'shiftKey' } as const;

/** Whether an event is the key that `hotkey` describes, such as `'F8'` or `'Control+Shift+K'`. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const names = hotkey.toLowerCase().split('+');
  const key = names.pop() ?? '';
  const wanted = new Set(names.map((name) => MODIFIERS[name as keyof typeof MODIFIERS]));
  // What fills a form by itself sends key events without a key. By code, too: with Alt a Mac gives another letter.
  const pressed = [event.key, event.code].map((name: string | undefined) => name?.toLowerCase());
  return (
    (pressed[0] === key || pressed[1] === `key${key}`) &&
    Object.values(MODIFIERS).every((flag) => event[flag] === wanted.has(flag))
  );
}
