import { loadDetectorCore } from '../../workers/detectorCore';
import { scored } from './scoring';
import type { WhatIfAnswer, WhatIfQuestion } from './whatIf';

/* The worker of the view "What if": scores one question after another. */

const module = loadDetectorCore();
const core = module.then(({ loadCore }) => loadCore());

self.onmessage = async ({ data }: MessageEvent<WhatIfQuestion>) => {
  const { id } = data;
  try {
    const [{ Pattern }, loaded] = await Promise.all([module, core]);
    const began = performance.now();
    const { columns, anomalies } = scored(loaded, Pattern, data);
    const answer: WhatIfAnswer = { id, ok: true, columns, anomalies, tookMillis: performance.now() - began };
    self.postMessage(answer, { transfer: Object.values(columns).map((column) => column.buffer) });
  } catch (failure) {
    const answer: WhatIfAnswer = {
      id,
      ok: false,
      message: failure instanceof Error ? failure.message : String(failure),
    };
    self.postMessage(answer);
  }
};
