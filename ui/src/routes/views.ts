import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Catalogue } from '../text/en';
import { PATHS } from './paths';

/** A view: the path that shows it, and, when the navigation lists it, its name there and the keys that lead to it. */
export type View = {
  path: string;
  view: LazyExoticComponent<ComponentType>;
  nav?: { name: keyof Omit<Catalogue['nav'], 'label' | 'more'>; keys: string; isSecondary?: true };
};

/** Every view of the page; each is a file of its own that is loaded when it is first shown. A new view is one line. */
export const VIEWS: readonly View[] = [
  { path: PATHS.fleet, view: lazy(() => import('../features/devices/FleetView')), nav: { name: 'fleet', keys: 'g f' } },
  { path: PATHS.device, view: lazy(() => import('../features/device/DeviceView')) },
  { path: PATHS.radar, view: lazy(() => import('../features/radar/RadarView')), nav: { name: 'radar', keys: 'g r' } },
  {
    path: PATHS.inbox,
    view: lazy(() => import('../features/inbox/InboxView')),
    nav: { name: 'inbox', keys: 'g i' },
  },
  { path: PATHS.acknowledge, view: lazy(() => import('../features/acknowledge/AcknowledgeView')) },
  { path: PATHS.alert, view: lazy(() => import('../features/inbox/AlertView')) },
  { path: PATHS.incident, view: lazy(() => import('../features/inbox/IncidentView')) },
  {
    path: PATHS.anomalies,
    view: lazy(() => import('../features/anomalies/AnomaliesView')),
    nav: { name: 'anomalies', keys: 'g a' },
  },
  {
    path: PATHS.activity,
    view: lazy(() => import('../features/activity/ActivityView')),
    nav: { name: 'activity', keys: 'g e', isSecondary: true },
  },
  {
    path: PATHS.rules,
    view: lazy(() => import('../features/rules/RulesView')),
    nav: { name: 'rules', keys: 'g u', isSecondary: true },
  },
  { path: PATHS.machines, view: lazy(() => import('../features/machines/MachinesView')) },
  {
    path: PATHS.system,
    view: lazy(() => import('../features/system/SystemView')),
    nav: { name: 'system', keys: 'g s' },
  },
  {
    path: PATHS.heat,
    view: lazy(() => import('../features/heatmap/HeatMapView')),
    nav: { name: 'heat', keys: 'g h', isSecondary: true },
  },
  {
    path: PATHS.whatIf,
    view: lazy(() => import('../features/whatif/WhatIfView')),
    nav: { name: 'whatIf', keys: 'g w', isSecondary: true },
  },
  {
    path: PATHS.browser,
    view: lazy(() => import('../features/browser/BrowserView')),
    nav: { name: 'browser', keys: 'g b', isSecondary: true },
  },
  {
    path: PATHS.query,
    view: lazy(() => import('../features/query/QueryView')),
    nav: { name: 'query', keys: 'g q', isSecondary: true },
  },
];
