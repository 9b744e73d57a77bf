import { createStore } from './store.js';

const KEY = 'desk-theme';
const THEMES = ['auto', 'light', 'dark'];

/** The colour scheme: `auto` is the computer's. It is kept for the next visit. */
export const theme = createStore(stored());

/** The next one of auto, light, dark. */
export function nextTheme() {
  theme.set(THEMES[(THEMES.indexOf(theme.get()) + 1) % THEMES.length]);
  try {
    localStorage.setItem(KEY, theme.get());
  } catch {
    // A browser that keeps nothing: the choice holds for this visit.
  }
}

theme.subscribe(show);
show();

function show() {
  document.documentElement.dataset.theme = theme.get();
}

function stored() {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.includes(kept) ? kept : 'auto';
  } catch {
    return 'auto';
  }
}
