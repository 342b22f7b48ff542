import { safeName } from '../../domain/displayName';
import { text } from '../../text/language';

/** Where an incident is, such as "at site-b"; empty for the rest of the fleet. */
export function areaText(area: string): string {
  const { areas } = text().inbox;
  const colon = area.indexOf(':');
  const name = safeName(area.slice(colon + 1));
  if (area.startsWith('device:')) return areas.device(name);
  return area.startsWith('group:') ? areas.group(name) : '';
}

/** A number with separators, as the language writes it. */
export function countText(count: number): string {
  return count.toLocaleString(document.documentElement.lang || undefined);
}
