import type { Core, Detector } from '../../../detector-wasm/src/main/web/radar-detector';

export type { Core, Detector };

type DetectorModule = typeof import('../../../detector-wasm/src/main/web/radar-detector');

/** Where the server has the core's files (spec/detector-js.md); they are no part of the page's bundle. */
const MODULE = '/detector/radar-detector.js';

/** Loads the detector core; only in a worker, because its batches take time. */
export function loadDetectorCore(): Promise<DetectorModule> {
  return import(/* @vite-ignore */ MODULE);
}
