/** 64-bit unsigned arithmetic on two halves of 32 bits: BigInt would be fifty times slower. */

const TWO_32 = 2 ** 32;

/** The high half of a 32 × 32-bit product. */
function highOf(a, b) {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const cross = a0 * b1 + ((a0 * b0) >>> 16) + ((a1 * b0) & 0xffff);
  return (a1 * b1 + Math.floor((a1 * b0) / 65_536) + Math.floor(cross / 65_536)) | 0;
}

/** SplitMix64 as in spec/detector-state.md. */
export class SplitMix64 {
  constructor(seed) {
    this.high = 0;
    this.low = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform() {
    const sum = this.low + 0x7f4a7c15;
    this.low = sum >>> 0;
    this.high = (this.high + 0x9e3779b9 + (sum >= TWO_32 ? 1 : 0)) >>> 0;
    let high = this.high;
    let low = this.low;
    let h = high ^ (high >>> 30);
    let l = low ^ ((low >>> 30) | (high << 2));
    high = (highOf(l, 0x1ce4e5b9) + Math.imul(h, 0x1ce4e5b9) + Math.imul(l, 0xbf58476d)) | 0;
    low = Math.imul(l, 0x1ce4e5b9);
    h = high ^ (high >>> 27);
    l = low ^ ((low >>> 27) | (high << 5));
    high = (highOf(l, 0x133111eb) + Math.imul(h, 0x133111eb) + Math.imul(l, 0x94d049bb)) | 0;
    low = Math.imul(l, 0x133111eb);
    h = high ^ (high >>> 31);
    l = low ^ ((low >>> 31) | (high << 1));
    return ((h >>> 0) * 2_097_152 + (l >>> 11)) * 2 ** -53;
  }

  noise() {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum;
  }
}

const bits = new DataView(new ArrayBuffer(8));

/** FNV-1a, 64 bits. */
export class Fnv {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  octet(value) {
    const low = (this.#low ^ value) >>> 0;
    const product = low * 0x1b3;
    this.#high = (Math.floor(product / TWO_32) + Math.imul(this.#high, 0x1b3) + (low << 8)) >>> 0;
    this.#low = product >>> 0;
  }

  word(value) {
    this.octet(value >>> 24);
    this.octet((value >>> 16) & 0xff);
    this.octet((value >>> 8) & 0xff);
    this.octet(value & 0xff);
  }

  long(value) {
    const high = Math.floor(value / TWO_32);
    this.word(high >>> 0);
    this.word((value - high * TWO_32) >>> 0);
  }

  double(value) {
    bits.setFloat64(0, value);
    const isNumber = value === value;
    this.word(isNumber ? bits.getUint32(0) : 0x7ff80000);
    this.word(isNumber ? bits.getUint32(4) : 0);
  }

  name(text) {
    for (let i = 0; i < text.length; i++) this.octet(text.charCodeAt(i));
  }

  bytes(octets) {
    for (const octet of octets) this.octet(octet);
  }

  hex() {
    return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, '0')).join('');
  }
}
