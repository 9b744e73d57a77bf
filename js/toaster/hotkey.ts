import { isElement } from './tree.js';

const MODIFIERS = ['alt', 'ctrl', 'meta', 'shift'] as const;

/** Whether an input method uses the key to compose a text, so that it is not for the page. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.key === 'Process';

/** Whether an event is the key that `hotkey` describes, such as `'F8'` or `'Control+Shift+K'`. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  if (isComposing(event)) return false;
  const names = hotkey.toLowerCase().replace('control+', 'ctrl+').split('+');
  const key = names.pop() ?? '';
  // Programs that fill forms send key events without a key. The code counts, too, because a Mac has another letter with Alt.
  const [pressed, code] = [event.key, event.code].map((name: string | undefined) => name?.toLowerCase());
  return (pressed === key || code === `key${key}`) && MODIFIERS.every((name) => event[`${name}Key`] === names.includes(name));
}

const TEXT = 'input, textarea, select, [role="textbox"], [contenteditable]:not([contenteditable="false"])';

/** Whether the agent types where the focus is, and the key is part of that: not a function key, nor one with Alt, Control or Meta. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const isCommand = /^F\d/.test(event.key) || ((event.altKey || event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph'));
  return !isCommand && isElement(target) && target.closest(TEXT) !== null;
}
