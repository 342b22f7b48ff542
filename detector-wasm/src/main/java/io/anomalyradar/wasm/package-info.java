/**
 * The detector core in a browser: batches of samples in, scores out, through shared memory. A thin façade: only
 * {@code detector} decides about samples, and the answers equal its answers to the bit. {@code spec/detector-js.md} is
 * the contract with JavaScript.
 */
@NullMarked
package io.anomalyradar.wasm;

import org.jspecify.annotations.NullMarked;
