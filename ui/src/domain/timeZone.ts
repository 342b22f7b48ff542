/** The zone in which the page shows times: undefined is the browser's own. */
let zone: string | undefined;

export function setTimeZone(name: string | undefined): void {
  zone = name;
  formats.clear();
}

export function timeZone(): string | undefined {
  return zone;
}

/** "Europe/Berlin (GMT+2)": the zone's name and its offset at `millis`. */
export function zoneName(millis: number): string {
  const name = zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const parts = format('en-GB', { timeZoneName: 'shortOffset' }).formatToParts(millis);
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  return offset === name || offset === '' || name === 'UTC' ? name : `${name} (${offset})`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter for the zone in force; formatters are costly to make, so each is kept. */
export function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let kept = formats.get(key);
  if (kept === undefined) {
    kept = new Intl.DateTimeFormat(locale, { ...options, ...(zone !== undefined && { timeZone: zone }) });
    formats.set(key, kept);
  }
  return kept;
}
