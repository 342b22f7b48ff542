import type { Read, Write } from '../api/rest';
import { SampleStore } from '../domain/sampleStore';
import { PreferenceStore } from '../preferences/preferences';
import { createStore, type Services } from '../store';
import { ManualClock } from './manualClock';

const NOTHING: Read = () => Promise.resolve({ ok: false, error: { kind: 'aborted' } });
const NOT_SENT: Write = () => Promise.resolve({ ok: false, error: { kind: 'aborted' } });

/** Services and a store over a clock that stands still; nothing is answered unless `read` does. */
export function testServices(
  read: Read = NOTHING,
  onWanted: (devices: readonly string[]) => void = () => {},
  write: Write = NOT_SENT,
) {
  const clock = new ManualClock();
  const samples = new SampleStore({
    clock,
    now: () => clock.now(),
    loadHistory: () => new Promise(() => {}),
    onWanted,
  });
  const preferences = new PreferenceStore({
    storage: { getItem: () => null, setItem: () => {} },
    root: { dataset: {}, lang: '' },
    languages: ['en'],
  });
  const services: Services & { clock: ManualClock } = { read, write, clock, samples, preferences, log: () => {} };
  return { services, clock, samples, store: createStore(services) };
}
