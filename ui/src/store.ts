import { combineReducers, configureStore, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import { useDispatch, useSelector } from 'react-redux';
import type { Clock } from './api/clock';
import type { Read, Write } from './api/rest';
import type { SampleStore } from './domain/sampleStore';
import { anomaliesReducer } from './features/anomalies/anomaliesSlice';
import { telemetryLog } from './features/browser/telemetryLog';
import { telemetryReducer } from './features/browser/telemetrySlice';
import { connectionReducer } from './features/connection/connectionSlice';
import { deviceReducer } from './features/device/deviceSlice';
import { devicesReducer } from './features/devices/devicesSlice';
import { inboxReducer } from './features/inbox/inboxSlice';
import { loginReducer } from './features/login/loginSlice';
import { statusReducer } from './features/system/statusSlice';
import type { PreferenceStore } from './preferences/preferences';

/** What thunks and views work with. Samples go through `samples`, never through Redux. */
export type Services = {
  read: Read;
  write: Write;
  clock: Clock;
  samples: SampleStore;
  preferences: PreferenceStore;
  /** Takes a line of the page's log. */
  log: (line: string) => void;
};

const rootReducer = combineReducers({
  connection: connectionReducer,
  devices: devicesReducer,
  device: deviceReducer,
  anomalies: anomaliesReducer,
  status: statusReducer,
  inbox: inboxReducer,
  login: loginReducer,
  telemetry: telemetryReducer,
});

export type RootState = ReturnType<typeof rootReducer>;
export type AppThunk<R = Promise<void>> = ThunkAction<R, RootState, Services, UnknownAction>;

export function createStore(services: Services) {
  return configureStore({
    reducer: rootReducer,
    middleware: (defaults) =>
      defaults({
        thunk: { extraArgument: services },
        // The newest values of thousands of meters are typed arrays, replaced at each tick.
        serializableCheck: { ignoredPaths: ['telemetry.latest'], ignoredActionPaths: ['payload.latest'] },
        immutableCheck: { ignoredPaths: ['telemetry.latest', 'telemetry.names'] },
      }).concat(telemetryLog(services.log)),
  });
}

export type AppStore = ReturnType<typeof createStore>;
export type AppDispatch = AppStore['dispatch'];

export const useAppDispatch = useDispatch.withTypes<AppDispatch>();
export const useAppSelector = useSelector.withTypes<RootState>();
