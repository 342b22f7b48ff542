/**
 * The detector core as a browser sees it: batches of samples in, scores out, through memory that both sides share. A
 * thin façade; what a sample means is decided in {@code detector} alone, and the answers are its answers to the bit.
 * {@code spec/detector-js.md} says what JavaScript may rely on.
 */
@NullMarked
package io.anomalyradar.wasm;

import org.jspecify.annotations.NullMarked;
