let formatter: { lang: string; format: Intl.DateTimeFormat } | undefined;

/** Time of day in the page's locale. `at` is in ms since 1970. */
export function timeOfDay(at: number): string {
  const lang = typeof document === 'undefined' ? '' : document.documentElement.lang;
  // Made once for each language: it takes longer than all the rest of a toast.
  if (formatter?.lang !== lang) formatter = { lang, format: make(lang) };
  return formatter.format.format(at);
}

function make(lang: string): Intl.DateTimeFormat {
  const style: Intl.DateTimeFormatOptions = { timeStyle: 'medium' };
  try {
    return new Intl.DateTimeFormat(lang || undefined, style);
  } catch {
    // The page's `lang` is no language tag.
    return new Intl.DateTimeFormat(undefined, style);
  }
}
