import { useCallback } from 'react';
import { type ApiError, sentenceOf } from '../../api/rest';
import { type Load, useReadAgain } from '../../shell/useReadAgain';
import { useAppSelector } from '../../store';

const PERIOD_MILLIS = 2_000;

/** What `load` reads of an alert or incident, read again every two seconds and when a command begins or ends. */
export function useSubject<T>(load: Load<T>): { value: T | null; error: ApiError | null } {
  const busy = useAppSelector((state) => state.inbox.busy);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a command that begins or ends is a reason to read again
  const again = useCallback<Load<T>>((signal) => load(signal), [load, busy]);
  return useReadAgain(again, PERIOD_MILLIS);
}

/** What is wrong: `gone` if there is no such alert or incident; empty if nothing is. */
export function useTrouble(error: ApiError | null, gone: string): string {
  const ofCommand = useAppSelector((state) => state.inbox.error);
  if (error?.kind === 'problem' && error.problem.status === 404) return gone;
  const shown = error ?? ofCommand;
  return shown ? sentenceOf(shown) : '';
}
