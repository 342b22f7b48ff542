import { combineReducers, configureStore, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import { useDispatch, useSelector } from 'react-redux';
import type { Clock } from './api/clock';
import type { Read, Write } from './api/rest';
import type { SampleStore } from './domain/sampleStore';
import { anomaliesReducer } from './features/anomalies/anomaliesSlice';
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
};

const rootReducer = combineReducers({
  connection: connectionReducer,
  devices: devicesReducer,
  device: deviceReducer,
  anomalies: anomaliesReducer,
  status: statusReducer,
  inbox: inboxReducer,
  login: loginReducer,
});

export type RootState = ReturnType<typeof rootReducer>;
export type AppThunk<R = Promise<void>> = ThunkAction<R, RootState, Services, UnknownAction>;

export function createStore(services: Services) {
  return configureStore({
    reducer: rootReducer,
    middleware: (defaults) => defaults({ thunk: { extraArgument: services } }),
  });
}

export type AppStore = ReturnType<typeof createStore>;
export type AppDispatch = AppStore['dispatch'];

export const useAppDispatch = useDispatch.withTypes<AppDispatch>();
export const useAppSelector = useSelector.withTypes<RootState>();
