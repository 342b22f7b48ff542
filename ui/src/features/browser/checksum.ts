const POLYNOMIAL = 0xedb88320;
const NAN_HIGH = 0x7ff80000;
const ROW_BYTES = 12;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/** The check value of spec/stream.md: two hosts that answer equally have the same. */
export class Checksum {
  #state = 0xffffffff;
  #bytes = new DataView(new ArrayBuffer(0));

  get text(): string {
    return ((this.#state ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
  }

  /** Adds the first `count` flags and scores. */
  add(flags: Int32Array, scores: Float64Array, count: number): void {
    if (this.#bytes.byteLength < ROW_BYTES * count) this.#bytes = new DataView(new ArrayBuffer(ROW_BYTES * count));
    const bytes = this.#bytes;
    for (let i = 0, at = 0; i < count; i++, at += ROW_BYTES) {
      const score = scores[i] ?? Number.NaN;
      bytes.setInt32(at, flags[i] ?? 0, true);
      bytes.setFloat64(at + 4, score, true);
      if (Number.isNaN(score)) {
        bytes.setUint32(at + 4, 0, true);
        bytes.setUint32(at + 8, NAN_HIGH, true);
      }
    }
    let state = this.#state;
    for (let at = 0; at < ROW_BYTES * count; at++) {
      state = (TABLE[(state ^ bytes.getUint8(at)) & 0xff] ?? 0) ^ (state >>> 8);
    }
    this.#state = state;
  }
}
