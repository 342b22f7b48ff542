/** What may stand at a place of the text. */
export type Completion = { from: number; words: readonly string[] };

const MOST = 8;

const ANOMALY = ['kind', 'severity', 'score', 'actual', 'expected', 'lower', 'upper'];
const IN_CONDITION = [
  ...['open', 'samples', ...ANOMALY].map((name) => `anomaly.${name}`),
  'metric',
  ...['name', 'group', 'attributes'].map((name) => `device.${name}`),
  ...['type', 'attributes', 'ageMillis'].map((name) => `event.${name}`),
];
const IN_WHERE = [
  ...['type', 'key', 'timeMillis', 'attributes'].map((name) => `event.${name}`),
  ...['metric', 'device', 'timeMillis', ...ANOMALY].map((name) => `anomaly.${name}`),
  ...['metric', 'device', 'timeMillis', 'value', 'expected', 'lower', 'upper', 'score'].map((name) => `sample.${name}`),
  'state.forMillis',
  'begun',
];
const KINDS = 'SPIKE DIP LEVEL_SHIFT DRIFT SHAPE VARIANCE_CHANGE OSCILLATION FLAT_LINE GAP JOINT NO_DATA'.split(' ');
const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'];
const RULE_FIELDS =
  'id name enabled selector labels condition severity for keepFiring noData notify device metric group attributes'.split(
    ' ',
  );
const PATTERN_FIELDS = [
  ...'id name enabled severity key within skip keepFiring sequence correlate minimum machine'.split(' '),
  ...'event anomaly sample where follows times begin states on to after then alert final'.split(' '),
];
const ROUTE_FIELDS =
  'id selector rules severity labels channels escalation continue device metric group attributes'.split(' ');

/** The words that may go on at `caret`, those that begin as the text does; null: none is known. */
export function completionAt(content: string, caret: number): Completion | null {
  const line = content.slice(content.lastIndexOf('\n', caret - 1) + 1, caret);
  const inText = /"(condition|where|severity)"\s*:\s*"((?:[^"\\]|\\.)*)$/.exec(line);
  if (inText !== null) return matching(wordsIn(inText[1] ?? '', inText[2] ?? ''), inText[2] ?? '', caret);
  const field = /[{,\s]"([A-Za-z]*)$/.exec(` ${line}`);
  return field === null ? null : matching(fieldsAt(content, caret), field[1] ?? '', caret);
}

function wordsIn(field: string, before: string): readonly string[] {
  if (field === 'severity') return SEVERITIES;
  if (/kind\s*[!=]=\s*'[A-Z_]*$/.test(before)) return KINDS;
  return field === 'condition' ? IN_CONDITION : IN_WHERE;
}

/** The fields of the part of the document in which the caret is. */
function fieldsAt(content: string, caret: number): readonly string[] {
  const before = content.slice(0, caret);
  const starts = (['rules', 'patterns', 'routes'] as const).map(
    (name) => [name, before.search(new RegExp(`^ {0,2}"${name}"\\s*:`, 'm'))] as const,
  );
  const [section] = starts.reduce((last, each) => (each[1] > last[1] ? each : last));
  return section === 'patterns' ? PATTERN_FIELDS : section === 'routes' ? ROUTE_FIELDS : RULE_FIELDS;
}

function matching(words: readonly string[], before: string, caret: number): Completion | null {
  const begun = /[\w.]*$/.exec(before)?.[0] ?? '';
  const found = words.filter((word) => word.startsWith(begun) && word !== begun).slice(0, MOST);
  return found.length === 0 ? null : { from: caret - begun.length, words: found };
}
