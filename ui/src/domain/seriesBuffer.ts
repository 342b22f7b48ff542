import { type Sample, worse } from './sample';

/** The samples of a series by column, oldest first. Views into the buffer: valid until it next changes. */
export type SeriesColumns = {
  length: number;
  time: Float64Array;
  value: Float64Array;
  min: Float64Array;
  max: Float64Array;
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  score: Float64Array;
  status: Uint8Array;
};

/**
 * The newest samples of one series in typed arrays, ready to be drawn without a copy.
 *
 * A ring with contiguous views: each column is twice as long as the capacity and is written from left to right; when
 * it is full its newest half moves to the front, one copy per `capacity` samples. Samples in buckets (a long range)
 * merge into the newest bucket with their extremes, so that no spike is averaged away. When there is no room left for
 * the time that is to be kept, raw samples become buckets and buckets wider ones.
 */
export class SeriesBuffer {
  readonly #capacity: number;
  readonly #numbers: Record<Exclude<keyof SeriesColumns, 'length' | 'status'>, Float64Array>;
  readonly #status: Uint8Array;
  /** Samples per bucket, for its mean. */
  readonly #count: Float64Array;
  #spanMillis = 0;
  #bucketMillis = 0;
  #originMillis = 0;
  #start = 0;
  #end = 0;

  constructor(capacity: number) {
    const column = () => new Float64Array(2 * capacity);
    this.#capacity = capacity;
    this.#status = new Uint8Array(2 * capacity);
    this.#count = column();
    this.#numbers = {
      time: column(),
      value: column(),
      min: column(),
      max: column(),
      expected: column(),
      lower: column(),
      upper: column(),
      score: column(),
    };
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** What the columns take, in bytes. */
  get bytes(): number {
    const columns = [...Object.values(this.#numbers), this.#count, this.#status];
    return columns.reduce((sum, column) => sum + column.byteLength, 0);
  }

  /** Width of a bucket; 0 when the samples are kept as they came. */
  get bucketMillis(): number {
    return this.#bucketMillis;
  }

  /** Keeps at least this much time before the newest sample, in coarser buckets where need be. */
  keep(spanMillis: number): void {
    this.#spanMillis = spanMillis;
  }

  /** Empties the buffer; what is appended from now on falls into buckets of this width from `origin`, or stays raw with 0. */
  clear(bucketMillis = 0, originMillis = 0): void {
    this.#originMillis = originMillis;
    this.#start = 0;
    this.#end = 0;
    this.#bucketMillis = bucketMillis;
  }

  /** Appends a sample that stands for `count` of them. False, and nothing done, when it is late or already the newest. */
  append(sample: Sample, count = 1): boolean {
    const last = this.#end - 1;
    const newest = this.length > 0 ? this.#at('time', last) : Number.NEGATIVE_INFINITY;
    const time = this.#bucketStart(sample.timestampMillis);
    if (time < newest) return false;
    if (time === newest && this.#bucketMillis > 0) {
      this.#merge(last, sample, count);
      return true;
    }
    if (time === newest && this.#at('value', last) === sample.value) return false;
    if (this.length === this.#capacity && time - this.#at('time', this.#start) < this.#spanMillis) {
      this.#coarsen();
      return this.append(sample, count);
    }
    this.#push(time, sample, count);
    return true;
  }

  columns(): SeriesColumns {
    const { time, value, min, max, expected, lower, upper, score } = this.#numbers;
    const view = (column: Float64Array) => column.subarray(this.#start, this.#end);
    return {
      length: this.length,
      time: view(time),
      value: view(value),
      min: view(min),
      max: view(max),
      expected: view(expected),
      lower: view(lower),
      upper: view(upper),
      score: view(score),
      status: this.#status.subarray(this.#start, this.#end),
    };
  }

  /** The sample at `index`, counted from the oldest; NaN beyond the newest. */
  sampleAt(index: number): Sample {
    const { time, ...numbers } = this.#numbers;
    const at = (column: Float64Array) => column[this.#start + index] ?? Number.NaN;
    return {
      timestampMillis: at(time),
      value: at(numbers.value),
      min: at(numbers.min),
      max: at(numbers.max),
      expected: at(numbers.expected),
      lower: at(numbers.lower),
      upper: at(numbers.upper),
      score: at(numbers.score),
      status: this.#status[this.#start + index] ?? 0,
    };
  }

  #bucketStart(millis: number): number {
    const width = this.#bucketMillis;
    return width > 0 ? this.#originMillis + Math.floor((millis - this.#originMillis) / width) * width : millis;
  }

  #push(time: number, sample: Sample, count: number): void {
    if (this.#end === 2 * this.#capacity) this.#slide();
    const at = this.#end++;
    if (this.length > this.#capacity) this.#start++;
    this.#numbers.time[at] = time;
    this.#numbers.value[at] = sample.value;
    this.#numbers.min[at] = sample.min;
    this.#numbers.max[at] = sample.max;
    this.#count[at] = count;
    this.#judge(at, sample);
    this.#numbers.score[at] = sample.score;
    this.#status[at] = sample.status;
  }

  #merge(at: number, sample: Sample, count: number): void {
    const before = this.#count[at] ?? 0;
    const mean = this.#at('value', at);
    this.#count[at] = before + count;
    this.#numbers.value[at] = mean + ((sample.value - mean) * count) / (before + count);
    this.#numbers.min[at] = Math.min(this.#at('min', at), sample.min);
    this.#numbers.max[at] = Math.max(this.#at('max', at), sample.max);
    this.#numbers.score[at] = Math.max(this.#at('score', at), sample.score);
    this.#status[at] = worse(this.#status[at] ?? 0, sample.status);
    if (!Number.isNaN(sample.expected)) this.#judge(at, sample);
  }

  /** Puts what is here into buckets so wide that the time to be kept takes half of the room. */
  #coarsen(): void {
    const samples = Array.from({ length: this.length }, (_, i) => this.sampleAt(i));
    const counts = this.#count.slice(this.#start, this.#end);
    this.clear((2 * this.#spanMillis) / this.#capacity, samples[0]?.timestampMillis);
    samples.forEach((sample, i) => {
      this.append(sample, counts[i]);
    });
  }

  #judge(at: number, sample: Sample): void {
    this.#numbers.expected[at] = sample.expected;
    this.#numbers.lower[at] = sample.lower;
    this.#numbers.upper[at] = sample.upper;
  }

  #slide(): void {
    for (const column of [...Object.values(this.#numbers), this.#count]) {
      column.copyWithin(0, this.#start, this.#end);
    }
    this.#status.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }

  #at(column: 'time' | 'value' | 'min' | 'max' | 'score', index: number): number {
    return this.#numbers[column][index] ?? Number.NaN;
  }
}
