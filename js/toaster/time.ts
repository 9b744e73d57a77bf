/** Times of day in the page's language. */

type Style = 'short' | 'medium';

let cache: { lang: string; formats: Partial<Record<Style, Intl.DateTimeFormat>> } | undefined;

/**
 * Returns times of day such as `10:28`; with seconds where two of them would be equal without.
 *
 * @param times - in ms since 1970
 */
export function timesOfDay(lang: string, times: readonly number[]): string[] {
  const texts = times.map((time) => format(lang, 'short').format(time));
  return new Set(texts).size === texts.length ? texts : times.map((time) => format(lang, 'medium').format(time));
}

function format(lang: string, style: Style): Intl.DateTimeFormat {
  // Made once for each language, because it takes longer than the rest of a toast.
  if (cache?.lang !== lang) cache = { lang, formats: {} };
  return (cache.formats[style] ??= make(lang, style));
}

function make(lang: string, timeStyle: Style): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(lang || undefined, { timeStyle });
  } catch {
    // The `lang` of the page is not a language tag.
    return new Intl.DateTimeFormat(undefined, { timeStyle });
  }
}

/** Returns a time span as `0:12`, `12:05` or `1:02:03`. */
export function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${String(h)}:${two(m)}:${two(s)}` : `${String(m)}:${two(s)}`;
}
