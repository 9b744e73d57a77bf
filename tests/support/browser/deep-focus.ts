/** Returns what has the focus: `toast Ada`, `close Ada`, `more`, `region`, or the element's name in small letters. Runs in the page. */
export function deepFocus(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const name = active?.closest('.gt-item')?.querySelector('.gt-name')?.textContent ?? '';
  if (active?.matches('.gt-item')) return `toast ${name}`;
  if (active?.matches('.gt-close')) return `close ${name}`;
  if (active?.matches('.gt-more')) return 'more';
  if (active?.matches('.gt-toaster')) return 'region';
  return active?.localName ?? 'nothing';
}
