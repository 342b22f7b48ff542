// Generated from spec/openapi.yaml by `npm run api-types`. Change the specification, not this file.

export type Severity = 'WARNING' | 'CRITICAL';

export type AnomalyState = 'OPEN' | 'ENDED';

export type SampleStatus = 'WARM_UP' | 'NORMAL' | 'UNUSUAL' | 'ALARM' | 'LATE';

export type Attributes = {
  site?: string;
  type?: string;
  group?: string;
  tenant?: string;
};

/** See spec/telemetry.md. Exactly one of `metrics` and `value`. */
export type Frame = {
  device: string;
  ts?: number | string;
  metrics?: Record<string, number>;
  value?: number;
  attributes?: Attributes;
  metadata?: Record<string, string>;
  id?: string;
};

export type Receipt = {
  /** frames acknowledged by the broker */
  accepted: number;
  /** frames of which nothing was accepted */
  rejected: number;
  rejections: Array<Rejection>;
};

export type Rejection = {
  /** the frame's place in the body, from 0 */
  index: number;
  /** the sample refused; absent: the whole frame */
  metric?: string;
  /** a code of spec/telemetry.md */
  code: string;
  reason: string;
};

export type Device = {
  device: string;
  attributes: Attributes;
  /** the worst of its open anomalies */
  state: 'OK' | 'WARNING' | 'CRITICAL';
  /** how many */
  metrics: number;
  openAnomalies: number;
  /** by append time */
  firstSeenMillis: number;
  /** by append time */
  lastSeenMillis: number;
};

export type DevicePage = {
  items: Array<Device>;
  next: string | null;
};

export type DeviceDetail = {
  device: string;
  attributes: Attributes;
  state: 'OK' | 'WARNING' | 'CRITICAL';
  metrics: Array<Metric>;
  openAnomalies: number;
  firstSeenMillis: number;
  lastSeenMillis: number;
};

export type Metric = {
  metric: string;
  /** stored, late ones included */
  samples: number;
  lateSamples: number;
  /** event time */
  firstMillis: number;
  lastMillis: number;
};

export type Sample = {
  timestampMillis: number;
  value: number;
  /** null, like lower and upper: not judged */
  expected: number | null;
  lower: number | null;
  upper: number | null;
  /** -log10 p */
  score: number;
  status: SampleStatus;
};

export type LatestSample = Sample & {
  metric: string;
};

export type LatestList = {
  items: Array<LatestSample>;
  next: null;
};

export type SeriesHistory = {
  device: string;
  metric: string;
  resolution: 'raw' | 'buckets';
  /** absent for raw */
  bucketMillis?: number;
  items: Array<HistoryPoint>;
  next: null;
};

/** For raw samples count is 1 and min = max = avg = value. */
export type HistoryPoint = {
  /** of the sample, or the bucket's start */
  timestampMillis: number;
  count: number;
  min: number;
  max: number;
  avg: number;
  /** raw samples only */
  value?: number;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  /** the highest in the bucket */
  score: number;
  /** the worst in the bucket */
  status: SampleStatus;
  /** raw samples only */
  source?: SourcePosition;
};

export type SourcePosition = {
  topicId: string;
  partition: number;
  /** Epoch of the partition's leader that appended the record; absent: not known. A log that lost its tail uses offsets again under a higher epoch. */
  leaderEpoch?: number;
  offset: number;
};

/** The JSON form of spec/proto/anomaly.proto, as on the topic radar.anomalies. */
export type Anomaly = {
  id: string;
  revision: number;
  device: string;
  /** empty: of the device as a whole, its metrics judged together */
  metric: string;
  state: AnomalyState;
  severity: Severity;
  /** What it looks like; of a device LEVEL_SHIFT or JOINT. More may come. */
  kind: string;
  startMillis: number;
  peakMillis: number;
  endMillis?: number;
  /** at the peak, like expected, lower and upper; absent for a device as a whole */
  actual?: number;
  expected?: number;
  lower?: number;
  upper?: number;
  score: number;
  samples: number;
  explanation: string;
  source: SourcePosition;
  /** when the broker appended the telemetry record in `source` */
  appendTimeMillis?: number;
  configVersion: number;
  attributes?: Attributes;
  /** of a device as a whole: the metrics that matter most; of a series: the members of the detector that found it (seasonal, level, sustained, shape, flat line), absent where it has none; largest share first */
  contributions?: Array<Contribution>;
};

export type Contribution = {
  /** a metric of the device or a member of the detector */
  name: string;
  /** part of the whole */
  share: number;
};

export type Notification = {
  /** of the anomaly */
  id: string;
  /** updated: the severity rose from WARNING to CRITICAL */
  transition: 'opened' | 'updated' | 'ended';
  device: string;
  /** empty: of the device as a whole */
  metric: string;
  severity: Severity;
  /** What it looks like; of a device LEVEL_SHIFT or JOINT. More may come. */
  kind: string;
  /** at the peak, like expected, lower, upper and score; of these a device as a whole has a score only */
  actual?: number;
  expected?: number;
  lower?: number;
  upper?: number;
  score: number;
  startMillis: number;
  peakMillis: number;
  /** absent when it opens */
  endMillis?: number;
  explanation: string;
  /** as of the anomaly */
  contributions?: Array<Contribution>;
  /** the anomaly's place on the page */
  link: string;
};

export type AnomalyPage = {
  items: Array<Anomaly>;
  next: string | null;
};

export type Aggregate = {
  startMillis: number;
  sizeMillis: number;
  count: number;
  avg: number;
  min: number;
  max: number;
  /** population */
  stddev: number;
  /** relative error at most 1 % */
  p99: number;
};

export type AggregatePage = {
  items: Array<Aggregate>;
  next: string | null;
};

export type PartState = {
  /** broker, pipeline, history, live, webhook */
  name: string;
  /** OFF: not configured, so not missed */
  state: 'UP' | 'STARTING' | 'DOWN' | 'OFF';
  /** what is seen, and what to do when it is not up */
  detail: string;
};

export type Readiness = {
  ready: boolean;
  parts: Array<PartState>;
};

export type Status = {
  ready: boolean;
  parts: Array<PartState>;
  version: string;
  startedMillis: number;
  devices: number;
  series: number;
  openAnomalies: number;
  /** scored over the last ten seconds */
  readingsPerSecond: number;
  /** append to score as the hub sees it, median of the last ten seconds */
  pipelineLatencyMillis: number;
  /** telemetry records not yet stored: those the pipeline has not scored, and score records not yet stored */
  historyLagRecords: number;
  storedSamples: number;
  storeBytes: number;
  liveClients: number;
};

/** RFC 9457 */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: 'MALFORMED' | 'BAD_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'ALL_REJECTED' | 'INVALID_PARAMETER' | 'RATE_LIMITED' | 'INTERNAL' | 'OVERLOADED' | 'BROKER_UNAVAILABLE' | 'STORE_UNAVAILABLE' | 'TIMED_OUT';
  detail: string;
  rejections?: Array<Rejection>;
};

/** Every operation by its operationId. */
export type Operations = {
  sendTelemetry: {
    method: 'POST';
    path: '/api/v1/telemetry';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Receipt;
  };
  listDevices: {
    method: 'GET';
    path: '/api/v1/devices';
    params: Record<never, never>;
    query: { limit?: number; cursor?: string; query?: string };
    response: DevicePage;
  };
  device: {
    method: 'GET';
    path: '/api/v1/devices/{device}';
    params: { device: string };
    query: Record<never, never>;
    response: DeviceDetail;
  };
  latest: {
    method: 'GET';
    path: '/api/v1/devices/{device}/latest';
    params: { device: string };
    query: Record<never, never>;
    response: LatestList;
  };
  seriesHistory: {
    method: 'GET';
    path: '/api/v1/series/history';
    params: Record<never, never>;
    query: { device: string; metric: string; from?: string; to?: string; points?: number };
    response: SeriesHistory;
  };
  listAnomalies: {
    method: 'GET';
    path: '/api/v1/anomalies';
    params: Record<never, never>;
    query: { device?: string; metric?: string; severity?: Severity; state?: AnomalyState; from?: string; to?: string; limit?: number; cursor?: string };
    response: AnomalyPage;
  };
  anomaly: {
    method: 'GET';
    path: '/api/v1/anomalies/{id}';
    params: { id: string };
    query: Record<never, never>;
    response: Anomaly;
  };
  listAggregates: {
    method: 'GET';
    path: '/api/v1/aggregates';
    params: Record<never, never>;
    query: { device: string; metric: string; sizeMillis?: 10000 | 60000; from?: string; to?: string; limit?: number; cursor?: string };
    response: AggregatePage;
  };
  status: {
    method: 'GET';
    path: '/api/v1/status';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Status;
  };
  health: {
    method: 'GET';
    path: '/health';
    params: Record<never, never>;
    query: Record<never, never>;
    response: {
      status: 'UP';
    };
  };
  ready: {
    method: 'GET';
    path: '/ready';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Readiness;
  };
  metrics: {
    method: 'GET';
    path: '/metrics';
    params: Record<never, never>;
    query: Record<never, never>;
    response: string;
  };
  specification: {
    method: 'GET';
    path: '/api/v1/openapi.yaml';
    params: Record<never, never>;
    query: Record<never, never>;
    response: string;
  };
};
