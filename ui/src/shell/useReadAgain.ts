import { useEffect, useState } from 'react';
import type { ApiError, Result } from '../api/rest';

/** Reads something; an answer is no longer wanted once the signal is aborted. */
export type Load<T> = (signal: AbortSignal) => Promise<Result<T>>;

/**
 * What `load` reads, read again every `millis` and at once when `load` is another one: the newest value, null before the
 * first, and what was wrong with the newest reading.
 */
export function useReadAgain<T>(load: Load<T>, millis: number): { value: T | null; error: ApiError | null } {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const run = async () => {
      const result = await load(abort.signal);
      if (abort.signal.aborted) return;
      if (result.ok) setValue(result.value);
      setError(result.ok ? null : result.error);
    };
    void run();
    const timer = setInterval(() => void run(), millis);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [load, millis]);
  return { value, error };
}
