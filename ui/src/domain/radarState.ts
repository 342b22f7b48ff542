/** The states of a device on the radar, in the order of their codes in `GET /api/v1/fleet/now`; silent is added here. */
export const STATES = ['OK', 'WARNING', 'CRITICAL', 'LEARNING', 'SILENT'] as const;
export type RadarState = (typeof STATES)[number];
