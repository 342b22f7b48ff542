import { useEffect, useState } from 'react';
import type { ApiError } from '../../api/rest';
import { useServices } from '../../services';
import { EMPTY_FLEET, type Fleet, fleetOf } from './fleet';
import { SimulatedFleet } from './simulatedFleet';

const PAUSE_MILLIS = 2000;
/** A large fleet is asked for less often: a hundred thousand devices are half a megabyte. */
const PAUSE_PER_DEVICE_MILLIS = 0.05;

type FleetState = { fleet: Fleet; error: ApiError | null; isLoaded: boolean };

/** Every device as it is now, again every few seconds while the page is looked at; or a simulated fleet of some size. */
export function useFleet(simulated: number): FleetState {
  const { read, clock } = useServices();
  const [state, setState] = useState<FleetState>({ fleet: EMPTY_FLEET, error: null, isLoaded: false });
  useEffect(() => {
    const controller = new AbortController();
    const source = simulated > 0 ? new SimulatedFleet(simulated, Math.random) : null;
    let fleet = EMPTY_FLEET;
    let timer = clock.after(0, () => {});
    const again = () => {
      timer = clock.after(PAUSE_MILLIS + PAUSE_PER_DEVICE_MILLIS * fleet.devices.length, () => void next());
    };
    const show = (latest: Fleet) => {
      fleet = latest;
      setState({ fleet, error: null, isLoaded: true });
    };
    const next = async () => {
      if (source !== null) {
        show(source.next());
        again();
        return;
      }
      if (document.hidden) {
        again();
        return;
      }
      const query = fleet.names === '' ? {} : { known: fleet.names };
      const result = await read('fleetNow', { query, signal: controller.signal });
      if (controller.signal.aborted) return;
      if (result.ok) show(fleetOf(result.value, fleet) ?? EMPTY_FLEET);
      else setState({ fleet, error: result.error, isLoaded: true });
      again();
    };
    void next();
    return () => {
      controller.abort();
      timer.cancel();
    };
  }, [read, clock, simulated]);
  return state;
}
