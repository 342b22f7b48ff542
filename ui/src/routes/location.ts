import type { BaseLocationHook, BaseSearchHook } from 'wouter';
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';

/*
 * wouter decodes paths and queries with decodeURI before it matches them, after which "%252F" and "%2F" are the same.
 * These hooks escape the percent signs once more, so that its decoding yields the raw text; routes/paths.ts decodes
 * each name exactly once.
 */

export const useRawSearch: BaseSearchHook = () => veiled(useSearch());

export const useRawLocation: BaseLocationHook = Object.assign(
  (): [string, typeof navigate] => [veiled(usePathname()), navigate],
  { searchHook: useRawSearch },
);

function veiled(raw: string): string {
  return raw.replaceAll('%', '%25');
}
