// Generated from spec/openapi.yaml by `npm run api-types`. Change the specification, not this file.

export type PromqlAnswer = {
  status: 'success';
  /** as Prometheus documents it for each endpoint */
  data: {
    resultType?: 'matrix' | 'vector' | 'scalar' | 'string';
  } | Array<string | Record<string, string>>;
  /** what a person should know of the answer */
  infos?: Array<string>;
  warnings?: Array<string>;
};

export type PromqlFailure = {
  status: 'error';
  errorType: 'bad_data' | 'execution' | 'canceled' | 'timeout' | 'unavailable';
  error: string;
};

export type Role = 'none' | 'viewer' | 'operator' | 'editor' | 'admin';

export type Session = {
  /** false while requests on this machine need no login */
  loginRequired: boolean;
  /** whether people log in at an identity provider (/auth/login) */
  provider: boolean;
  kind: 'NOBODY' | 'LOCAL' | 'KEY' | 'PERSON';
  name: string;
  role: Role;
  /** false for a sender that is limited to some devices */
  everyDevice: boolean;
  /** the groups whose devices are seen; empty: not limited by group */
  groups: Array<string>;
  /** 0: does not end by itself */
  endsAtMillis: number;
};

export type NewApiKey = {
  /** what the key is for */
  name: string;
  role?: Role;
  /** the doors through which it sends */
  doors?: Array<'*' | 'json' | 'influx' | 'prometheus' | 'otlp' | 'collectd'>;
  /** limits it to the devices of these groups, by the registry */
  groups?: Array<string>;
  /** limits it to devices whose names begin so */
  devicePrefix?: string;
  /** 0: never */
  expiresAtMillis?: number;
};

export type ApiKey = {
  id: string;
  revision: number;
  name: string;
  role: Role;
  doors: Array<string>;
  groups: Array<string>;
  devicePrefix: string;
  /** its first use ends it */
  oneTime: boolean;
  createdAtMillis: number;
  createdBy: string;
  expiresAtMillis: number;
  /** 0: not revoked */
  revokedAtMillis: number;
  revokedBy: string;
};

export type AuditEntry = {
  atMillis: number;
  /** as in this specification */
  operation: string;
  path: string;
  /** the person or key; empty: not known */
  who: string;
  kind: 'NOBODY' | 'LOCAL' | 'KEY' | 'PERSON';
  keyId: string;
  /** the address that the request came from */
  client: string;
  /** what the change was made from, as If-Match says; empty: it does not say */
  base: string;
  /** of the answer */
  status: number;
};

export type AuditPage = {
  items: Array<AuditEntry>;
  next: string | null;
};

export type ApiKeyList = {
  items: Array<ApiKey>;
};

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
  /** frames that the broker acknowledged */
  accepted: number;
  /** frames without any accepted sample */
  rejected: number;
  rejections: Array<Rejection>;
};

export type Rejection = {
  /** index of the frame in the body, from 0 */
  index: number;
  /** the refused sample; absent: the whole frame */
  metric?: string;
  /** a code of spec/telemetry.md */
  code: string;
  reason: string;
};

export type Device = {
  device: string;
  attributes: Attributes;
  registered?: Registered;
  /** the severity of its worst open anomaly */
  state: 'OK' | 'WARNING' | 'CRITICAL';
  /** number of metrics */
  metrics: number;
  openAnomalies: number;
  /** by append time */
  firstSeenMillis: number;
  /** by append time */
  lastSeenMillis: number;
};

/** What the device registry says of a device; absent if it has no entry. Unlike the attributes, which the device sends, the group decides about its settings. */
export type Registered = {
  /** empty if there is none */
  displayName: string;
  /** empty if there is none */
  group: string;
  /** empty if there is none */
  owner: string;
};

export type DevicePage = {
  items: Array<Device>;
  next: string | null;
};

export type FleetNow = {
  serverMillis: number;
  /** identifies devices, groups and group: it changes with them */
  names: string;
  /** in order of their names; absent, like groups and group, when `known` is `names` */
  devices?: Array<string>;
  /** the groups that occur; empty: none. The registry's group, else the attribute group, else site */
  groups?: Array<string>;
  /** each device's position in groups */
  group?: Array<number>;
  /** the greatest of the newest scores of a device's metrics, −log10 p, to three places */
  scores: Array<number>;
  /** anomaly rate: the share of unusual among the scored samples of a device, from 0 to 1; the weight of a sample halves every five minutes */
  rates: Array<number>;
  /** 0 ok, 1 warning, 2 critical, 3 learning (no metric is scored yet) */
  states: Array<number>;
  /** when the newest frame was appended */
  seenMillis: Array<number>;
};

export type FleetHistory = {
  fromMillis: number;
  /** length of a stretch */
  stepMillis: number;
  columns: number;
  /** the windows that the answer was made of */
  step: 'MINUTE' | 'HOUR' | 'DAY';
  /** rows that there are, also those beyond `limit` */
  total: number;
  rows: Array<{
    /** a device, or a group; empty: the devices without one */
    name: string;
    devices: number;
    /** the greatest score, −log10 p */
    score: number;
    /** anomaly rate: the share of unusual among the scored samples; null: none was scored */
    rate: number | null;
    /** by stretch; null: no window */
    scores: Array<number | null>;
    /** by stretch */
    rates: Array<number | null>;
  }>;
};

export type DeadLetterList = {
  items: Array<{
    /** its place in radar.deadletter */
    offset: number;
    storedMillis: number;
    /** empty: unknown */
    device: string;
    /** that the record came from */
    topic: string;
    refusals: Array<{
      /** empty: the whole record */
      metric: string;
      code: string;
      reason: string;
    }>;
    /** of the record's value */
    bytes: number;
    /** the first 300 bytes of the value as text */
    start: string;
  }>;
};

export type DeadLetterReplay = {
  /** sent again and acknowledged */
  records: number;
  /** in these */
  samples: number;
  /** offsets at which there is no dead letter, or none of the newest 1,000 */
  unknown: number;
  /** by code, what would be refused again and was not sent */
  stillRefused: Record<string, number>;
};

export type RelatedSeriesList = {
  /** length of a stretch */
  stepMillis: number;
  /** series that were compared */
  compared: number;
  /** series that may be seen, without this one */
  total: number;
  items: Array<{
    device: string;
    metric: string;
    correlation: number;
    /** stretches in which both have samples */
    points: number;
    /** the greatest score, −log10 p */
    score: number;
    /** the share of samples in alarm */
    anomalyRate: number;
  }>;
};

export type SeriesQuality = {
  device: string;
  metric: string;
  /** of the period, those of one time counted once */
  samples: number;
  /** absent without samples */
  firstMillis?: number;
  /** absent without samples */
  lastMillis?: number;
  /** the median time between two samples; 0: fewer than two */
  intervalMillis: number;
  /** samples that the gaps would have held at this interval */
  missing: number;
  /** missing / (missing + samples) */
  missingShare: number;
  gaps: number;
  longestGaps: Array<{
    fromMillis: number;
    toMillis: number;
  }>;
  /** the longest stretch of one value: a stuck sensor, or a signal that seldom changes */
  longestConstant?: {
    fromMillis: number;
    toMillis: number;
    samples: number;
    value: number;
  };
  /** samples whose time another one has too; absent where samples cover more than a day */
  repeated?: number;
  /** of all that is stored of the series: samples that came after a newer one */
  lateSamples: number;
  /** their distribution; absent without samples */
  values?: {
    min: number;
    max: number;
    avg: number;
    stddev: number;
    /** the smallest value that 1 % of the samples do not exceed; the others likewise */
    p1: number;
    p5: number;
    p25: number;
    p50: number;
    p75: number;
    p95: number;
    p99: number;
    /** Samples in each of at most 40 bins of one width, from the 1st to the 99th percentile. Whole numbers have bins of a whole width. */
    histogram: {
      /** the lower end of the first bin */
      from: number;
      /** the upper end of the last bin */
      to: number;
      counts: Array<number>;
      /** samples below the first bin */
      below: number;
      /** samples above the last bin */
      above: number;
    };
  };
  /** absent where fewer than ten stretches have samples */
  trend?: {
    slopePerDay: number;
    /** the chance of so clear an order without a trend, two-sided */
    p: number;
    /** NONE where p is 0.01 or more */
    direction: 'RISING' | 'FALLING' | 'NONE';
  };
  /** the last 24 hours with samples, and the 24 hours before; absent where one of them has none */
  dayOverDay?: {
    avg: number;
    before: number;
    change: number;
  };
};

export type DeviceDetail = {
  device: string;
  attributes: Attributes;
  registered?: Registered;
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
  /** null, like lower and upper, if the sample was not scored */
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
  /** what the items were made of */
  step: 'RAW' | 'MINUTE' | 'HOUR' | 'DAY';
  /** absent for raw */
  bucketMillis?: number;
  items: Array<HistoryPoint>;
  next: null;
};

export type SeriesHistories = {
  items: Array<SeriesHistory>;
  next: null;
};

/** For raw samples count is 1 and min = max = avg = value. */
export type HistoryPoint = {
  /** time of the sample, or start of the bucket */
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
  /** part of the samples whose status is ALARM */
  anomalyShare: number;
  /** the worst in the bucket */
  status: SampleStatus;
  /** raw samples only */
  source?: SourcePosition;
};

export type SourcePosition = {
  topicId: string;
  partition: number;
  /** Epoch of the partition's leader that appended the record; absent: not known. A log that lost its tail reuses offsets under a higher epoch. */
  leaderEpoch?: number;
  offset: number;
};

/** The JSON form of spec/proto/anomaly.proto, as on the topic radar.anomalies. */
export type Anomaly = {
  id: string;
  revision: number;
  device: string;
  /** empty: an anomaly of the whole device, whose metrics are scored together */
  metric: string;
  state: AnomalyState;
  severity: Severity;
  /** What it looks like; for a device LEVEL_SHIFT or JOINT. Later versions may add kinds. */
  kind: string;
  startMillis: number;
  peakMillis: number;
  endMillis?: number;
  /** at the peak, like expected, lower and upper; absent for a whole device */
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
  /** the version of the configuration that held; 0: none */
  configVersion: number;
  attributes?: Attributes;
  /** For a whole device, the metrics that contribute most; for a series, the members of the detector that found it (seasonal, level, sustained, shape, flat line), absent if the detector has none. Largest share first. */
  contributions?: Array<Contribution>;
};

export type Contribution = {
  /** a metric of the device or a member of the detector */
  name: string;
  /** share of the whole */
  share: number;
};

export type AlertState = 'PENDING' | 'FIRING' | 'ACKNOWLEDGED' | 'RESOLVED';

export type AlertSeverity = 'INFO' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

export type Alert = {
  /** 32 hexadecimal digits; the same after a replay */
  id: string;
  revision: number;
  /** id of the rule */
  rule: string;
  title: string;
  state: AlertState;
  severity: AlertSeverity;
  /** ids of the channels through which people are notified */
  channels: Array<string>;
  /** no notifications before this append time; 0: not snoozed */
  snoozedUntilMillis: number;
  /** id of the silence that covers it; empty: none does */
  silence: string;
  /** append time until which it is silenced; 0: it is not */
  silencedUntilMillis: number;
  /** empty: nobody */
  assignee: string;
  /** append time at which it fires or resolves; 0: neither is planned */
  dueMillis: number;
  /** where it belongs with other alerts: `device:` and the outermost device that contains its own, `group:` and its group, or `fleet` */
  area: string;
  /** id of the incident to which it belongs once that opens, if it does; empty: it has not fired, or nobody is to know */
  incident: string;
  createdMillis: number;
  changedMillis: number;
  anomaly: Anomaly;
  /** those of the rule */
  labels?: Record<string, string>;
  timeline: Timeline;
};

/** oldest first: the first entry and the newest 50 */
export type Timeline = Array<{
  atMillis: number;
  change: 'PENDING' | 'FIRED' | 'GREW' | 'CAUSE_FOUND' | 'CAUSE_ENDED' | 'SEVERITY_RAISED' | 'RECURRED' | 'ACKNOWLEDGED' | 'UNACKNOWLEDGED' | 'SNOOZED' | 'SNOOZE_ENDED' | 'SILENCED' | 'SILENCE_ENDED' | 'ASSIGNED' | 'COMMENTED' | 'MERGED' | 'SPLIT' | 'RESOLVED';
  /** empty: the pipeline */
  by: string;
  text: string;
}>;

export type OnCallList = {
  escalations: Array<{
    escalation: string;
    repeat: number;
    levels: Array<{
      /** since the level before, or since people were first notified */
      afterMillis: number;
      /** names of those whom the level would reach now */
      people: Array<string>;
      /** ids of the channels of these people, and of those that the level names */
      channels: Array<string>;
    }>;
  }>;
  items: Array<{
    schedule: string;
    zone: string;
    /** the first one is now */
    shifts: Array<{
      /** empty: a gap, in which everybody on the schedule is notified */
      person: string;
      name: string;
      fromMillis: number;
      untilMillis: number;
    }>;
  }>;
};

export type Backtest = {
  fromMillis: number;
  toMillis: number;
  /** that were looked at */
  anomalies: number;
  /** events, anomalies and samples that patterns looked at */
  inputs: number;
  /** of patterns; one may join the alert of another */
  matches: number;
  /** whether there were no more */
  complete: boolean;
  /** alerts */
  fired: number;
  /** of them, those of which people would have been notified, before grouping and budgets */
  notified: number;
  devices: number;
  /** the newest 1,000 alerts, the oldest first */
  items: Array<{
    rule: string;
    title: string;
    device: string;
    metric: string;
    severity: AlertSeverity;
    firedMillis: number;
    /** 0: not by the end */
    resolvedMillis: number;
  }>;
};

export type IncidentState = 'OPEN' | 'ACKNOWLEDGED' | 'RESOLVED';

/** Alerts that fire at the same time in the same area; people are notified of the incident in their place */
export type Incident = {
  /** 32 hexadecimal digits; the same after a replay */
  id: string;
  revision: number;
  /** `device:` and a device, `group:` and a group, or `fleet` */
  area: string;
  /** of the leading alert */
  title: string;
  /** the other alerts, such as `+ 4,211 more alerts on 1,203 devices at site-b`; empty: there are none */
  extent: string;
  state: IncidentState;
  severity: AlertSeverity;
  /** the device whose silence explains the others'; empty: none is known */
  cause: string;
  /** append time at which the cause ended, until people are notified of what goes on; 0: it has not */
  causeEndedMillis: number;
  /** empty: nobody */
  assignee: string;
  channels: Array<string>;
  /** when its first alert fired */
  openedMillis: number;
  /** when the newest alert joined */
  joinedMillis: number;
  changedMillis: number;
  /** that have joined */
  alerts: number;
  /** of them, those that are not resolved */
  openAlerts: number;
  /** with at least one alert that joined */
  devices: number;
  /** what people were notified of last */
  notified: {
    /** of the notification; 0: the opening */
    number: number;
    /** that had joined */
    alerts: number;
    severity: AlertSeverity;
    atMillis: number;
  };
  /** append time at which it is looked at again; 0: none is planned */
  dueMillis: number;
  /** the first 50 alerts */
  members: Array<{
    alert: string;
    device: string;
    title: string;
    atMillis: number;
  }>;
  /** ids of incidents that were merged into it */
  merged: Array<string>;
  /** ids of alerts that were split off */
  removed: Array<string>;
  lead: Alert;
  timeline: Timeline;
};

export type ProbableCause = {
  /** FOUND: the first candidate explains more than is left open; INSUFFICIENT_EVIDENCE: nothing around explains it, so the cause is the device itself or out of sight */
  verdict: 'FOUND' | 'INSUFFICIENT_EVIDENCE';
  /** part of the symptoms that nothing around explains, from 0 to 1 */
  unexplained: number;
  /** the most probable first */
  candidates: Array<{
    device: string;
    /** that is unusual; empty: the device is silent */
    metric: string;
    /** part of the symptoms for which it accounts, from 0 to 1 */
    score: number;
    /** for people, in English, the strongest first */
    reasons: Array<string>;
    /** from a device that shows a symptom to this one */
    path: Array<string>;
  }>;
  /** what people changed on these devices in the hour before, the newest first: events of the types deploy, deployment, release, rollback, upgrade, restart, change, config, configuration and maintenance whose key is the device */
  changes: Array<{
    device: string;
    type: string;
    timestampMillis: number;
  }>;
};

export type IncidentList = {
  items: Array<Incident>;
};

export type AlertList = {
  items: Array<Alert>;
  /** how many alerts there are in each state */
  counts: Record<string, number>;
};

export type RuleDurationList = {
  fromMillis: number;
  items: Array<{
    /** id of the rule or pattern */
    rule: string;
    /** alerts */
    fired: number;
    /** of them, those that go on */
    open: number;
    /** of them, those that somebody has taken on */
    acknowledged: number;
    /** from firing to the first acknowledgement */
    acknowledgeMedianMillis?: number;
    acknowledgeP90Millis?: number;
    /** from firing to the end */
    durationMedianMillis?: number;
    durationP90Millis?: number;
  }>;
};

export type NotificationList = {
  items: Array<NotificationState>;
};

export type NotificationState = {
  /** id of the alert or incident */
  subject: string;
  channel: string;
  /** names of the people whose channel it is now */
  people: Array<string>;
  change: 'opened' | 'updated' | 'escalated' | 'ended' | 'digest';
  /** 0 for the opening, 1 and up for updates and escalations */
  number: number;
  /** `sending`: an attempt is under way, or another one follows; `refused`: the receiver refuses the message itself; `expired`: not delivered within a day; `replayed`: the pipeline read the telemetry a second time; `withheld`: the budget of the channel is used up. */
  state: 'sending' | 'delivered' | 'refused' | 'expired' | 'replayed' | 'withheld';
  /** number of the newest attempt, counted by the server that made it; 0: none */
  attempt: number;
  /** why the attempt before failed or why it was not delivered; empty if there was no failure */
  detail: string;
  /** when it came to this state */
  atMillis: number;
};

export type MachineStates = {
  items: Array<MachinePosition>;
  /** how many keys are in each state, whatever was asked for */
  counts: Record<string, number>;
};

export type MachinePosition = {
  /** id of the state machine */
  pattern: string;
  key: string;
  state: string;
  /** whether the key is in no state any more; never listed */
  ended: boolean;
  /** when the state was entered, by the times of the inputs */
  sinceMillis: number;
  /** append time at which that was known */
  atMillis: number;
  /** what moved the key last */
  input: string;
};

export type AlertCapsule = {
  format: 1;
  /** of the server that assembled it */
  release: string;
  /** version of the form of detector states */
  detectorState: number;
  alert: Alert;
  /** the rule as it is now; absent: it is gone, or it is a pattern */
  rule?: Record<string, unknown>;
  /** where the registry places the device */
  placement: {
    group: string;
    attributes: Record<string, string>;
  };
  /** why the detector cannot be replayed, or not to the end; empty: it can */
  missing: string;
  /** what the anomaly began with; absent: see missing */
  start?: {
    anomaly: string;
    device: string;
    metric: string;
    /** of the first unusual sample */
    timestampMillis: number;
    /** position of the telemetry record that contained it */
    source: Record<string, unknown>;
    /** how many shared the alarm budget of the device */
    sharers: number;
    configVersion: number;
    /** fingerprint of the settings */
    settingsHash: number;
    /** of the detector of the series */
    settings: Record<string, unknown>;
    /** the detector's state before that sample was learnt (spec/detector-state.md) */
    state: string;
  };
  /** of the series, from the first unusual one on, in the order in which they were scored; at most 10,000 */
  samples: Array<{
    timestampMillis: number;
    value: number;
    /** absent, like lower and upper, if the sample was not scored */
    expected?: number;
    lower?: number;
    upper?: number;
    score: number;
    status: SampleStatus;
    configVersion: number;
  }>;
};

export type AlertCommand = {
  /** the address decides */
  alert?: string;
  /** the incident decides */
  area?: string;
  /** the alert decides */
  device?: string;
  /** merge and split are for incidents */
  action: 'acknowledge' | 'unacknowledge' | 'snooze' | 'assign' | 'comment' | 'resolve' | 'merge' | 'split';
  /** the person */
  by: string;
  /** the comment, or whom it is assigned to */
  text?: string;
  /** end of a snooze, in epoch milliseconds; 0 ends it */
  untilMillis?: number;
  /** merge: the id of the other incident; split: ids of the alerts */
  subjects?: Array<string>;
};

/** When an anomaly becomes an alert */
export type AlertRule = {
  id: string;
  name?: string;
  enabled?: boolean;
  selector?: Selector;
  /** which its alerts carry, and at which routes and silences look */
  labels?: Record<string, string>;
  /** An expression in CEL, true or false; empty: always. Variables: anomaly.kind, anomaly.severity, anomaly.open, anomaly.score, anomaly.actual, anomaly.expected, anomaly.lower, anomaly.upper, anomaly.samples, metric, device.name, device.group, device.attributes; of the newest event of the device in the last day event.type (empty: none), event.attributes, event.ageMillis */
  condition?: string;
  /** absent: critical or medium, as the anomaly's */
  severity?: 'info' | 'low' | 'medium' | 'high' | 'critical';
  /** how long the condition must hold before the alert fires */
  for?: string;
  /** how long it goes on to fire after the condition no longer holds */
  keepFiring?: string;
  /** fires when a device sends nothing for so long, 10s or more, and for no other anomaly; absent: it is about the others */
  noData?: string;
  /** whether people are notified */
  notify?: boolean;
};

/** Which inputs become an alert; it has one of sequence, correlate and machine (docs/patterns.md) */
export type EventPattern = {
  /** unique among patterns and rules */
  id: string;
  name?: string;
  enabled?: boolean;
  severity?: 'info' | 'low' | 'medium' | 'high' | 'critical';
  /** an attribute of the events by which they belong together; absent: the event's key, or the device */
  key?: string;
  /** the longest time from the first to the last input, at most 7d; of a machine: without an input that moves it */
  within: string;
  /** where the search goes on after a match */
  skip?: 'past-last' | 'to-next';
  /** how long the alert fires after the last match */
  keepFiring?: string;
  sequence?: Array<PatternStage>;
  /** in any order, without follows; times is a number */
  correlate?: Array<PatternStage>;
  /** how many of correlate must occur; absent: all */
  minimum?: number;
  machine?: StateMachine;
};

export type StateMachine = {
  /** what a key that is in no state begins with */
  begin: Array<MachineTransition>;
  states: Array<{
    name: string;
    /** the first that takes an input moves the key */
    on?: Array<MachineTransition>;
    /** so long after it was entered, the key moves by itself; 1s to 7d */
    after?: string;
    /** the state to which it moves by itself */
    then?: string;
    /** whether there is an alert while a key is in it */
    alert?: boolean;
    /** whether the key is in no state any more */
    final?: boolean;
  }>;
};

/** On one of events (by type), anomalies or samples (by metric); the name may have * and ? */
export type MachineTransition = {
  event?: string;
  anomaly?: string;
  sample?: string;
  /** an expression in CEL over the input, state.forMillis and begun, the input that began it */
  where?: string;
  /** name of a state */
  to: string;
};

/** Takes one of events (by type), anomalies or samples (by metric); the name may have * and ? */
export type PatternStage = {
  /** by which later conditions refer to its inputs */
  name?: string;
  event?: string;
  anomaly?: string;
  sample?: string;
  /** an expression in CEL over the input and those of earlier stages */
  where?: string;
  follows?: 'next' | 'followed-by' | 'not';
  times?: number | 'one' | 'one-or-more' | 'zero-or-more';
};

/** Where notifications are sent. Besides `id` and `type` the fields of the type: `webhook` url, secret; `slack` url; `teams` url; `pagerduty` key, url; `opsgenie` key, url; `alertmanager` url; `sms` account, token, from, to, url; `email` host, port, security (none, starttls or tls), user, password, from, to; `web-push` key, contact, services. Secrets are references, `secret:<name>`. Every type: `pagesPerWeek`, how many alerts and incidents a week its people accept (0 to 1000; 0: any number; by default 5, and 0 for webhook and alertmanager), and `digest`, when what was withheld is sent each day in one message (`08:00 Europe/Berlin`; empty: never), and `perMinute`, how many messages a minute its receiver is sent (0 to 6000; 0: any number; by default 60, and 0 for webhook and alertmanager). */
export type NotifyChannel = {
  /** unique; not webhook */
  id: string;
  type: 'webhook' | 'slack' | 'teams' | 'pagerduty' | 'opsgenie' | 'alertmanager' | 'sms' | 'email' | 'web-push';
};

/** The first route that matches an alert decides, unless it continues */
export type AlertRoute = {
  id: string;
  selector?: Selector;
  /** ids of rules; absent: all */
  rules?: Array<string>;
  /** conditions on the labels of the rule; * and ? stand for any characters and for one */
  labels?: Record<string, string>;
  /** the lowest severity to which it applies */
  severity?: 'info' | 'low' | 'medium' | 'high' | 'critical';
  /** ids of channels, and `@<id>` of schedules, teams and people; absent: nobody is notified */
  channels?: Array<string>;
  /** id of the escalation for alerts that nobody takes on; absent or empty: none */
  escalation?: string;
  /** whether the routes behind it apply too */
  continue?: boolean;
};

export type Person = {
  id: string;
  name?: string;
  /** ids of channels */
  channels?: Array<string>;
};

export type Team = {
  /** no schedule or person has it too */
  id: string;
  name?: string;
  /** ids */
  people: Array<string>;
};

/** Who is notified when nobody acknowledges, snoozes, silences or resolves */
export type Escalation = {
  id: string;
  levels: Array<{
    /** since the level before, or since people were first notified; 1s to 1d */
    after: string;
    /** ids of channels, and `@<id>` of schedules, teams and people */
    channels: Array<string>;
  }>;
  /** how many times all levels are gone through again */
  repeat?: number;
};

/** People take turns of equal length, by the clock on the wall */
export type OnCallSchedule = {
  id: string;
  zone?: string;
  /** local time at which the first person's first turn begins */
  start: string;
  /** 1h or more, whole hours */
  turn?: string;
  /** in the order of their turns */
  people: Array<string>;
  hours?: WeeklyWindow;
  /** the last one that covers a time wins over the turns */
  overrides?: Array<{
    person: string;
    from: string;
    until: string;
  }>;
};

/** When alerts of an area are one incident, so that people are notified of them together */
export type IncidentPolicy = {
  /** that fire within the time */
  alerts?: number;
  /** 1s to 1d; also how long an incident waits for a further alert */
  within?: string;
};

/** A time in which nobody is notified of some alerts */
export type Silence = {
  /** set by the server */
  id?: string;
  /** set by the server */
  revision?: number;
  selector?: Selector;
  /** ids of rules; absent: all */
  rules?: Array<string>;
  /** conditions on the labels of the rule; * and ? stand for any characters and for one */
  labels?: Record<string, string>;
  /** absent or past: at once */
  startsAtMillis?: number;
  /** at most 30 days after the start; with weekly windows 366 */
  endsAtMillis: number;
  weekly?: WeeklyWindow;
  /** the person who answers for it; required unless dryRun */
  by?: string;
  comment?: string;
  /** the person who ended it early; set by the server */
  endedBy?: string;
};

/** Only in these windows; one that ends at or before its start ends on the following day */
export type WeeklyWindow = {
  days: Array<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'>;
  from: string;
  to: string;
  zone: string;
};

export type PlacedSilence = {
  id: string;
  revision: number;
  selector: Selector;
  rules: Array<string>;
  /** as asked for; 0: at once */
  startsAtMillis: number;
  /** as asked for */
  endsAtMillis: number;
  weekly?: WeeklyWindow;
  by: string;
  comment: string;
  endedBy?: string;
  state: 'PENDING' | 'ACTIVE' | 'OVER';
  /** when it begins */
  startMillis: number;
  /** when it ends, or was ended */
  endMillis: number;
  /** when it next begins to silence */
  nextMillis?: number;
  /** what it covers now */
  reach?: {
    /** open alerts */
    alerts: number;
    devices: number;
    /** names of some of the devices */
    examples: Array<string>;
  };
};

export type SilenceList = {
  items: Array<PlacedSilence>;
};

export type ChannelList = {
  items: Array<{
    id: string;
    type: string;
    state: 'UP' | 'STARTING' | 'DOWN' | 'OFF';
    /** what waits and what failed */
    detail: string;
    /** how many openings a week its people accept; 0: any number */
    pagesPerWeek: number;
    /** alerts and incidents that opened in the last seven days */
    askedLastWeek: number;
    /** of them, those of which its people were notified */
    sentLastWeek: number;
  }>;
};

export type ChannelTest = {
  delivered: boolean;
  /** what became of it */
  detail: string;
};

export type Notification = {
  /** of the alert or incident */
  id: string;
  /** escalated: nobody has taken it on, so those who are next are notified; digest: what was withheld, in one message; opened: the alert fires, or the incident opens; updated: its severity rose to CRITICAL, or the incident grew; ended: it is resolved */
  transition: 'opened' | 'updated' | 'escalated' | 'ended' | 'digest';
  /** id of the rule */
  rule: string;
  /** those of the rule */
  labels?: Record<string, string>;
  title: string;
  /** id of the anomaly */
  anomaly: string;
  device: string;
  /** empty: an anomaly of the whole device */
  metric: string;
  severity: AlertSeverity;
  /** What it looks like; for a device LEVEL_SHIFT or JOINT. Later versions may add kinds. */
  kind: string;
  /** at the peak, like expected, lower, upper and score; a whole device has only the score */
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
  /** present when it is about an incident; the other fields are then those of its leading alert */
  incident?: {
    area: string;
    alerts: number;
    openAlerts: number;
    devices: number;
    cause: string;
  };
  /** one line: the device and what speaks for it; empty: none was found within a second, or it is resolved. It may differ between attempts */
  probableCause: string;
  /** address of the anomaly or incident on the page */
  link: string;
  /** address at which whoever has the message acknowledges it, see /api/v1/acknowledgements; empty: there is nothing to acknowledge */
  acknowledge?: string;
};

export type SimilarAnomalies = {
  /** how many earlier anomalies were compared */
  compared: number;
  items: Array<{
    similarity: number;
    anomaly: Anomaly;
    /** id of the alert that it raised; empty: none, or it is no longer remembered */
    alert: string;
    handling: Timeline;
  }>;
};

export type NewSubscription = {
  /** where the browser's vendor takes messages for it; the host must be one of the channel's services */
  endpoint: string;
  /** ignored */
  expirationTime?: number | null;
  keys: {
    /** the browser's public key, base64url */
    p256dh: string;
    /** 16 bytes, base64url */
    auth: string;
  };
};

export type SubscriptionList = {
  /** applicationServerKey of PushManager.subscribe, base64url */
  publicKey: string;
  items: Array<{
    id: string;
    /** who switched it on; empty: not known */
    by: string;
    /** what the browser called itself */
    browser: string;
    createdMillis: number;
  }>;
};

export type Acknowledgement = {
  /** id of the alert or incident */
  subject: string;
  kind: 'alert' | 'incident';
  title: string;
  severity: AlertSeverity;
  state: 'PENDING' | 'FIRING' | 'ACKNOWLEDGED' | 'RESOLVED';
  explanation: string;
  /** append time in epoch milliseconds */
  since: number;
  /** after the message; empty: nobody */
  acknowledgedBy: string;
  /** why a POST would acknowledge nothing now; empty: it would */
  refusal: string;
};

export type NewEvent = {
  /** what happened */
  type: string;
  /** whom or what it happened to: a user, an order, a device */
  key: string;
  /** absent: when the broker appends it */
  time?: number | string;
  /** a further event of the key with the same id is a repeat */
  id?: string;
  /** texts, numbers and booleans; objects become attributes with dotted names */
  attributes?: Record<string, string | number | boolean | Record<string, string | number | boolean>>;
};

export type Event = {
  /** 32 hexadecimal digits; the same after a replay */
  id: string;
  type: string;
  key: string;
  timestampMillis: number;
  attributes: Record<string, string | number | boolean>;
  /** the id that its sender gave it */
  senderId?: string;
  appendTimeMillis: number;
  source: SourcePosition;
};

export type EventPage = {
  items: Array<Event>;
  next: string | null;
};

export type EventSummary = {
  stepMillis: number;
  types: Array<{
    type: string;
    startMillis: number;
    count: number;
  }>;
  /** those with the most events, most first */
  keys: Array<{
    key: string;
    count: number;
  }>;
};

export type AnomalyPage = {
  items: Array<Anomaly>;
  next: string | null;
};

export type Aggregate = {
  startMillis: number;
  sizeMillis: number;
  /** without late samples */
  count: number;
  sum: number;
  avg: number;
  min: number;
  max: number;
  /** population */
  stddev: number;
  /** relative error at most 1 %; null for days */
  p99: number | null;
  /** the highest */
  score: number;
  /** part of the samples whose status is ALARM */
  anomalyShare: number;
  /** the worst */
  status: SampleStatus;
  /** mean of what was expected */
  expected: number | null;
  /** lowest lower end of the band */
  lower: number | null;
  /** highest upper end of the band */
  upper: number | null;
  /** null for days, and if all samples have one time */
  trend: Trend | null;
};

/** The least-squares line through the samples. It rises or falls significantly where |t| exceeds the quantile of Student's t with count - 2 degrees of freedom: 2.0 for 60 samples at 5 %. The test assumes independent residuals. */
export type Trend = {
  /** in units of the value an hour */
  slopePerHour: number;
  /** of the slope; null with fewer than 3 samples */
  standardError: number | null;
  /** slope / standard error; null with fewer than 3 samples or where the line meets every sample */
  t: number | null;
};

export type GraphqlQuestion = {
  query?: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
};

export type GraphqlAnswer = {
  data?: Record<string, unknown> | null;
  errors?: Array<{
    message: string;
  }>;
  extensions?: Record<string, unknown>;
};

export type QueryAnswer = {
  columns: Array<{
    name: string;
    /** as DuckDB calls it */
    type: string;
  }>;
  /** a value for each column; times are ISO 8601 in UTC, numbers that are not finite are null */
  rows: Array<Array<string | number | boolean | null>>;
  /** false when there are more rows */
  complete: boolean;
  /** how long it took */
  millis: number;
};

export type SqlJobList = {
  items: Array<SqlJob>;
};

export type SqlJob = {
  name: string;
  /** restarting: it failed, and starts again from its last checkpoint */
  state: 'starting' | 'running' | 'restarting';
  /** where it started */
  detail: string;
  /** how often its process ended without being stopped */
  restarts: number;
  from: string | null;
  createdBy: string;
  createdAt: string;
  sql: string;
};

export type SqlAnswer = {
  columns: Array<{
    name: string;
    /** as Flink calls it */
    type: string;
  }>;
  /** a value for each column; times are ISO 8601 in UTC, maps are objects, lists are texts, numbers that are not finite are null */
  rows: Array<Array<string | number | boolean | Record<string, unknown> | null>>;
  /** false when there are more rows */
  complete: boolean;
  /** how long it took */
  millis: number;
};

export type AggregatePage = {
  items: Array<Aggregate>;
  next: string | null;
};

/** Values by key; the keys are those of radar.yaml (GET /api/v1/config/keys). Durations are texts such as 5m. */
export type Settings = Record<string, string | number | boolean>;

/** Patterns: * any characters, ? exactly one. All must match; an absent one matches everything. */
export type Selector = {
  device?: string;
  metric?: string;
  /** of the registry */
  group?: string;
  /** of the registry */
  attributes?: Record<string, string>;
};

export type ConfigDocument = {
  version?: number;
  createdAtMillis?: number;
  author?: string;
  comment?: string;
  defaults?: Settings;
  /** applied in order; a later one wins */
  overrides?: Array<{
    selector?: Selector;
    settings: Settings;
  }>;
  patterns?: Array<EventPattern>;
  /** absent: one rule that makes every anomaly an alert until five minutes after its end */
  rules?: Array<AlertRule>;
  /** where notifications can be sent, besides `webhook` of radar.yaml */
  channels?: Array<NotifyChannel>;
  /** which alerts are notified through which channels, in order; absent: all through every channel */
  routes?: Array<AlertRoute>;
  incidents?: IncidentPolicy;
  people?: Array<Person>;
  /** routes name them as `@<id>` among their channels */
  schedules?: Array<OnCallSchedule>;
  teams?: Array<Team>;
  /** routes refer to them */
  escalations?: Array<Escalation>;
  /** what radar.yaml said when it was last merged into the defaults; kept by the server */
  deployed?: Settings;
};

export type ConfigVersion = {
  version: number;
  createdAtMillis: number;
  author: string;
  comment: string;
  /** how many */
  overrides: number;
  /** the append time of the first telemetry for which it holds */
  effectiveFromMillis: number;
};

export type ConfigVersionList = {
  items: Array<ConfigVersion>;
};

export type ConfigVersionDetail = {
  version: number;
  createdAtMillis: number;
  author: string;
  comment: string;
  overrides: number;
  effectiveFromMillis: number;
  /** the first record of radar.telemetry for which it holds, by partition; -1 where nothing was appended since */
  positions: Array<{
    partition: number;
    offset: number;
  }>;
  document: ConfigDocument;
};

export type ConfigChanges = {
  from: number;
  to: number;
  /** present when a version was written */
  effectiveFromMillis?: number;
  changes: Array<{
    /** defaults, deployed, or the selector of an override as JSON */
    place: string;
    key: string;
    before: string | null;
    after: string | null;
  }>;
};

export type ConfigKeyList = {
  items: Array<{
    key: string;
    accepts: string;
    doc: string;
    default: string | number | boolean;
  }>;
};

export type RegistryEntry = {
  /** its identity; never changes */
  device?: string;
  revision?: number;
  displayName?: string;
  group?: string;
  /** the device that it is a part of */
  parent?: string;
  /** the devices that receive what it produces */
  feeds?: Array<string>;
  attributes?: Record<string, string>;
  owner?: string;
  /** the append time from which group and attributes hold; 0: those of this revision */
  placedSinceMillis?: number;
  earlier?: Array<{
    sinceMillis?: number;
    group?: string;
    attributes?: Record<string, string>;
  }>;
  deleted?: boolean;
  /** telemetry appended before was deleted; 0: none was */
  deletedBeforeMillis?: number;
};

export type RegistryPage = {
  items: Array<RegistryEntry>;
  next: string | null;
};

export type PartState = {
  /** broker, pipeline, history, live, webhook */
  name: string;
  /** OFF: not configured, so not required */
  state: 'UP' | 'STARTING' | 'DOWN' | 'OFF';
  /** what was observed, and what to do if the part is not up */
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
  /** readings scored per second over the last ten seconds */
  readingsPerSecond: number;
  /** time from append to score as the live hub measures it, median of the last ten seconds */
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
  code: 'MALFORMED' | 'BAD_REQUEST' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'ALL_REJECTED' | 'TOO_MANY_REFUSED' | 'BODY_TOO_SLOW' | 'INVALID_PARAMETER' | 'INVALID_DOCUMENT' | 'QUERY_REFUSED' | 'CONFLICT' | 'RATE_LIMITED' | 'INTERNAL' | 'OVERLOADED' | 'BROKER_UNAVAILABLE' | 'LOGIN_UNAVAILABLE' | 'STORE_UNAVAILABLE' | 'TIMED_OUT' | 'UNKNOWN_HOST' | 'SHUTTING_DOWN';
  detail: string;
  rejections?: Array<Rejection>;
};

/** Every operation by its operationId. */
export type Operations = {
  sendTelemetry: {
    method: 'POST';
    path: '/api/v1/telemetry';
    params: Record<never, never>;
    query: { precision?: 's' | 'ms' | 'us' | 'ns' };
    response: Receipt;
  };
  sendEvents: {
    method: 'POST';
    path: '/api/v1/events';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Receipt;
  };
  listEvents: {
    method: 'GET';
    path: '/api/v1/events';
    params: Record<never, never>;
    query: { type?: Array<string>; key?: Array<string>; from?: string; to?: string; limit?: number; cursor?: string };
    response: EventPage;
  };
  summarizeEvents: {
    method: 'GET';
    path: '/api/v1/events/summary';
    params: Record<never, never>;
    query: { type?: Array<string>; key?: Array<string>; from?: string; to?: string; points?: number };
    response: EventSummary;
  };
  writeInflux: {
    method: 'POST';
    path: '/api/v2/write';
    params: Record<never, never>;
    query: { precision?: 'ns' | 'us' | 'ms' | 's' | 'm' | 'h' };
    response: void;
  };
  writeInfluxV1: {
    method: 'POST';
    path: '/write';
    params: Record<never, never>;
    query: { precision?: 'n' | 'ns' | 'u' | 'us' | 'ms' | 's' | 'm' | 'h' };
    response: void;
  };
  writeInfluxV3: {
    method: 'POST';
    path: '/api/v3/write_lp';
    params: Record<never, never>;
    query: { precision?: 'auto' | 'nanosecond' | 'microsecond' | 'millisecond' | 'second' };
    response: void;
  };
  createInfluxDatabase: {
    method: 'POST';
    path: '/query';
    params: Record<never, never>;
    query: { q?: string };
    response: {
      results: Array<{
        statement_id: number;
      }>;
    };
  };
  writePrometheus: {
    method: 'POST';
    path: '/api/v1/write';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  writeCollectd: {
    method: 'POST';
    path: '/collectd';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  writeOtlp: {
    method: 'POST';
    path: '/v1/metrics';
    params: Record<never, never>;
    query: Record<never, never>;
    response: string;
  };
  writeOtlpGrpc: {
    method: 'POST';
    path: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';
    params: Record<never, never>;
    query: Record<never, never>;
    response: string;
  };
  pingInflux: {
    method: 'GET';
    path: '/ping';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
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
  fleetNow: {
    method: 'GET';
    path: '/api/v1/fleet/now';
    params: Record<never, never>;
    query: { known?: string };
    response: FleetNow;
  };
  fleetHistory: {
    method: 'GET';
    path: '/api/v1/fleet/history';
    params: Record<never, never>;
    query: { from?: string; to?: string; by?: 'group' | 'device'; columns?: number; limit?: number };
    response: FleetHistory;
  };
  seriesHistory: {
    method: 'GET';
    path: '/api/v1/series/history';
    params: Record<never, never>;
    query: { device: string; metric: string; from?: string; to?: string; points?: number };
    response: SeriesHistory;
  };
  seriesHistories: {
    method: 'GET';
    path: '/api/v1/series/histories';
    params: Record<never, never>;
    query: { device: Array<string>; metric: Array<string>; from?: string; to?: string; points?: number };
    response: SeriesHistories;
  };
  relatedSeries: {
    method: 'GET';
    path: '/api/v1/series/related';
    params: Record<never, never>;
    query: { device: string; metric: string; from?: string; to?: string; limit?: number };
    response: RelatedSeriesList;
  };
  seriesQuality: {
    method: 'GET';
    path: '/api/v1/series/quality';
    params: Record<never, never>;
    query: { device: string; metric: string; from?: string; to?: string };
    response: SeriesQuality;
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
  similarAnomalies: {
    method: 'GET';
    path: '/api/v1/anomalies/{id}/similar';
    params: { id: string };
    query: { limit?: number };
    response: SimilarAnomalies;
  };
  listAlerts: {
    method: 'GET';
    path: '/api/v1/alerts';
    params: Record<never, never>;
    query: { state?: AlertState; severity?: AlertSeverity; device?: string; incident?: string; limit?: number };
    response: AlertList;
  };
  alert: {
    method: 'GET';
    path: '/api/v1/alerts/{id}';
    params: { id: string };
    query: Record<never, never>;
    response: Alert;
  };
  alertCause: {
    method: 'GET';
    path: '/api/v1/alerts/{id}/cause';
    params: { id: string };
    query: Record<never, never>;
    response: ProbableCause;
  };
  machineStates: {
    method: 'GET';
    path: '/api/v1/patterns/{id}/states';
    params: { id: string };
    query: { key?: string; state?: string; limit?: number };
    response: MachineStates;
  };
  alertNotifications: {
    method: 'GET';
    path: '/api/v1/alerts/{id}/notifications';
    params: { id: string };
    query: Record<never, never>;
    response: NotificationList;
  };
  alertCapsule: {
    method: 'GET';
    path: '/api/v1/alerts/{id}/capsule';
    params: { id: string };
    query: Record<never, never>;
    response: AlertCapsule;
  };
  commandAlert: {
    method: 'POST';
    path: '/api/v1/alerts/{id}/commands';
    params: { id: string };
    query: Record<never, never>;
    response: Alert;
  };
  acknowledgement: {
    method: 'GET';
    path: '/api/v1/acknowledgements/{link}';
    params: { link: string };
    query: Record<never, never>;
    response: Acknowledgement;
  };
  acknowledge: {
    method: 'POST';
    path: '/api/v1/acknowledgements/{link}';
    params: { link: string };
    query: Record<never, never>;
    response: Acknowledgement;
  };
  ruleDurations: {
    method: 'GET';
    path: '/api/v1/rules/durations';
    params: Record<never, never>;
    query: { hours?: number };
    response: RuleDurationList;
  };
  backtest: {
    method: 'POST';
    path: '/api/v1/rules/backtest';
    params: Record<never, never>;
    query: { hours?: number };
    response: Backtest;
  };
  onCall: {
    method: 'GET';
    path: '/api/v1/oncall';
    params: Record<never, never>;
    query: { hours?: number };
    response: OnCallList;
  };
  listIncidents: {
    method: 'GET';
    path: '/api/v1/incidents';
    params: Record<never, never>;
    query: { state?: IncidentState; limit?: number };
    response: IncidentList;
  };
  incident: {
    method: 'GET';
    path: '/api/v1/incidents/{id}';
    params: { id: string };
    query: Record<never, never>;
    response: Incident;
  };
  incidentNotifications: {
    method: 'GET';
    path: '/api/v1/incidents/{id}/notifications';
    params: { id: string };
    query: Record<never, never>;
    response: NotificationList;
  };
  incidentCause: {
    method: 'GET';
    path: '/api/v1/incidents/{id}/cause';
    params: { id: string };
    query: Record<never, never>;
    response: ProbableCause;
  };
  commandIncident: {
    method: 'POST';
    path: '/api/v1/incidents/{id}/commands';
    params: { id: string };
    query: Record<never, never>;
    response: Incident;
  };
  listSilences: {
    method: 'GET';
    path: '/api/v1/silences';
    params: Record<never, never>;
    query: { over?: boolean };
    response: SilenceList;
  };
  beginSilence: {
    method: 'POST';
    path: '/api/v1/silences';
    params: Record<never, never>;
    query: { dryRun?: boolean };
    response: PlacedSilence;
  };
  endSilence: {
    method: 'POST';
    path: '/api/v1/silences/{id}/end';
    params: { id: string };
    query: Record<never, never>;
    response: PlacedSilence;
  };
  listChannels: {
    method: 'GET';
    path: '/api/v1/channels';
    params: Record<never, never>;
    query: Record<never, never>;
    response: ChannelList;
  };
  listSubscriptions: {
    method: 'GET';
    path: '/api/v1/channels/{id}/subscriptions';
    params: { id: string };
    query: Record<never, never>;
    response: SubscriptionList;
  };
  subscribe: {
    method: 'POST';
    path: '/api/v1/channels/{id}/subscriptions';
    params: { id: string };
    query: Record<never, never>;
    response: {
      id: string;
    };
  };
  unsubscribe: {
    method: 'DELETE';
    path: '/api/v1/channels/{id}/subscriptions/{subscription}';
    params: { id: string; subscription: string };
    query: Record<never, never>;
    response: {
      id: string;
    };
  };
  testChannel: {
    method: 'POST';
    path: '/api/v1/channels/{id}/test';
    params: { id: string };
    query: Record<never, never>;
    response: ChannelTest;
  };
  listDeadLetters: {
    method: 'GET';
    path: '/api/v1/deadletters';
    params: Record<never, never>;
    query: { limit?: number };
    response: DeadLetterList;
  };
  replayDeadLetters: {
    method: 'POST';
    path: '/api/v1/deadletters/replay';
    params: Record<never, never>;
    query: { offset: Array<number> };
    response: DeadLetterReplay;
  };
  listAggregates: {
    method: 'GET';
    path: '/api/v1/aggregates';
    params: Record<never, never>;
    query: { device: string; metric: string; sizeMillis?: 60000 | 3600000 | 86400000; from?: string; to?: string; limit?: number; cursor?: string };
    response: AggregatePage;
  };
  query: {
    method: 'POST';
    path: '/api/v1/query';
    params: Record<never, never>;
    query: { from?: string; to?: string; limit?: number; format?: 'json' | 'csv' };
    response: QueryAnswer;
  };
  graphql: {
    method: 'POST';
    path: '/api/graphql';
    params: Record<never, never>;
    query: Record<never, never>;
    response: GraphqlAnswer;
  };
  graphqlByAddress: {
    method: 'GET';
    path: '/api/graphql';
    params: Record<never, never>;
    query: { query?: string; operationName?: string; variables?: string; extensions?: string };
    response: GraphqlAnswer;
  };
  export: {
    method: 'POST';
    path: '/api/v1/export';
    params: Record<never, never>;
    query: { from?: string; to?: string; limit?: number; format: 'csv' | 'ndjson' | 'parquet' };
    response: string;
  };
  configuration: {
    method: 'GET';
    path: '/api/v1/config';
    params: Record<never, never>;
    query: Record<never, never>;
    response: ConfigDocument;
  };
  changeConfiguration: {
    method: 'PUT';
    path: '/api/v1/config';
    params: Record<never, never>;
    query: { dryRun?: boolean };
    response: ConfigChanges;
  };
  configurationKeys: {
    method: 'GET';
    path: '/api/v1/config/keys';
    params: Record<never, never>;
    query: Record<never, never>;
    response: ConfigKeyList;
  };
  configurationVersions: {
    method: 'GET';
    path: '/api/v1/config/versions';
    params: Record<never, never>;
    query: Record<never, never>;
    response: ConfigVersionList;
  };
  configurationVersion: {
    method: 'GET';
    path: '/api/v1/config/versions/{version}';
    params: { version: number };
    query: Record<never, never>;
    response: ConfigVersionDetail;
  };
  configurationDiff: {
    method: 'GET';
    path: '/api/v1/config/diff';
    params: Record<never, never>;
    query: { from?: number; to?: number };
    response: ConfigChanges;
  };
  rollBackConfiguration: {
    method: 'POST';
    path: '/api/v1/config/rollback';
    params: Record<never, never>;
    query: { to: number; author?: string; dryRun?: boolean };
    response: ConfigChanges;
  };
  listRegistry: {
    method: 'GET';
    path: '/api/v1/registry/devices';
    params: Record<never, never>;
    query: { limit?: number; cursor?: string };
    response: RegistryPage;
  };
  registryEntry: {
    method: 'GET';
    path: '/api/v1/registry/devices/{device}';
    params: { device: string };
    query: Record<never, never>;
    response: RegistryEntry;
  };
  setRegistryEntry: {
    method: 'PUT';
    path: '/api/v1/registry/devices/{device}';
    params: { device: string };
    query: Record<never, never>;
    response: RegistryEntry;
  };
  deleteDevice: {
    method: 'DELETE';
    path: '/api/v1/registry/devices/{device}';
    params: { device: string };
    query: Record<never, never>;
    response: RegistryEntry;
  };
  live: {
    method: 'GET';
    path: '/ws/live';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  session: {
    method: 'GET';
    path: '/api/v1/session';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Session;
  };
  beginSession: {
    method: 'POST';
    path: '/api/v1/session';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Session;
  };
  endSession: {
    method: 'DELETE';
    path: '/api/v1/session';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Session;
  };
  login: {
    method: 'GET';
    path: '/auth/login';
    params: Record<never, never>;
    query: { return?: string };
    response: void;
  };
  loginCallback: {
    method: 'GET';
    path: '/auth/callback';
    params: Record<never, never>;
    query: { state?: string; code?: string; error?: string };
    response: void;
  };
  listSqlJobs: {
    method: 'GET';
    path: '/api/v1/sql-jobs';
    params: Record<never, never>;
    query: Record<never, never>;
    response: SqlJobList;
  };
  startSqlJob: {
    method: 'POST';
    path: '/api/v1/sql-jobs';
    params: Record<never, never>;
    query: { name: string; from?: string };
    response: SqlJob;
  };
  showSqlJob: {
    method: 'GET';
    path: '/api/v1/sql-jobs/{name}';
    params: { name: string };
    query: Record<never, never>;
    response: SqlJob;
  };
  stopSqlJob: {
    method: 'DELETE';
    path: '/api/v1/sql-jobs/{name}';
    params: { name: string };
    query: Record<never, never>;
    response: SqlJob;
  };
  answerSql: {
    method: 'POST';
    path: '/api/v1/sql-answers';
    params: Record<never, never>;
    query: { from?: string; limit?: number };
    response: SqlAnswer;
  };
  listKeys: {
    method: 'GET';
    path: '/api/v1/keys';
    params: Record<never, never>;
    query: Record<never, never>;
    response: ApiKeyList;
  };
  createKey: {
    method: 'POST';
    path: '/api/v1/keys';
    params: Record<never, never>;
    query: Record<never, never>;
    response: ApiKey & {
      key: string;
    };
  };
  revokeKey: {
    method: 'DELETE';
    path: '/api/v1/keys/{id}';
    params: { id: string };
    query: Record<never, never>;
    response: ApiKey;
  };
  listAudit: {
    method: 'GET';
    path: '/api/v1/audit';
    params: Record<never, never>;
    query: { limit?: number; cursor?: string };
    response: AuditPage;
  };
  status: {
    method: 'GET';
    path: '/api/v1/status';
    params: Record<never, never>;
    query: Record<never, never>;
    response: Status;
  };
  promqlQuery: {
    method: 'GET';
    path: '/prometheus/api/v1/query';
    params: Record<never, never>;
    query: { query: string; time?: string; timeout?: string };
    response: void;
  };
  promqlQueryForm: {
    method: 'POST';
    path: '/prometheus/api/v1/query';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  promqlQueryRange: {
    method: 'GET';
    path: '/prometheus/api/v1/query_range';
    params: Record<never, never>;
    query: { query: string; start: string; end: string; step: string; timeout?: string };
    response: void;
  };
  promqlQueryRangeForm: {
    method: 'POST';
    path: '/prometheus/api/v1/query_range';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  promqlSeries: {
    method: 'GET';
    path: '/prometheus/api/v1/series';
    params: Record<never, never>;
    query: { 'match[]': Array<string>; start?: string; end?: string; limit?: string };
    response: void;
  };
  promqlSeriesForm: {
    method: 'POST';
    path: '/prometheus/api/v1/series';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  promqlLabels: {
    method: 'GET';
    path: '/prometheus/api/v1/labels';
    params: Record<never, never>;
    query: { 'match[]'?: Array<string>; start?: string; end?: string; limit?: string };
    response: void;
  };
  promqlLabelsForm: {
    method: 'POST';
    path: '/prometheus/api/v1/labels';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
  };
  promqlLabelValues: {
    method: 'GET';
    path: '/prometheus/api/v1/label/{name}/values';
    params: { name: string };
    query: { 'match[]'?: Array<string>; start?: string; end?: string; limit?: string };
    response: void;
  };
  promqlMetadata: {
    method: 'GET';
    path: '/prometheus/api/v1/metadata';
    params: Record<never, never>;
    query: { metric?: string; limit?: string };
    response: void;
  };
  promqlBuildInformation: {
    method: 'GET';
    path: '/prometheus/api/v1/status/buildinfo';
    params: Record<never, never>;
    query: Record<never, never>;
    response: void;
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
