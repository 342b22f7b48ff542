import { useEffect, useRef, useState } from 'react';
import type { RawSamples } from './loadSamples';
import type { DetectorSettings, WhatIfAnswer, WhatIfQuestion } from './whatIf';

export type WhatIfResult = Extract<WhatIfAnswer, { ok: true }>;
type WhatIfState = { result: WhatIfResult | null; trouble: string };

/** Scores the samples under the settings in a worker; while one question is answered only the newest other one waits. */
export function useWhatIf(samples: RawSamples | null, settings: DetectorSettings | null): WhatIfState {
  const [state, setState] = useState<WhatIfState>({ result: null, trouble: '' });
  const ask = useRef<(question: Omit<WhatIfQuestion, 'id'>) => void>(() => {});
  useEffect(() => {
    const worker = new Worker(new URL('./whatIfWorker.ts', import.meta.url), { type: 'module', name: 'what-if' });
    let waiting: Omit<WhatIfQuestion, 'id'> | null = null;
    let isBusy = false;
    let id = 0;
    const next = () => {
      isBusy = waiting !== null;
      if (waiting === null) return;
      worker.postMessage({ ...waiting, id: ++id } satisfies WhatIfQuestion);
      waiting = null;
    };
    worker.onmessage = ({ data }: MessageEvent<WhatIfAnswer>) => {
      setState(data.ok ? { result: data, trouble: '' } : { result: null, trouble: data.message });
      next();
    };
    worker.onerror = ({ message }) => setState({ result: null, trouble: message });
    ask.current = (question) => {
      waiting = question;
      if (!isBusy) next();
    };
    return () => worker.terminate();
  }, []);
  useEffect(() => {
    if (samples !== null && settings !== null) ask.current({ ...samples, settings });
  }, [samples, settings]);
  return state;
}
