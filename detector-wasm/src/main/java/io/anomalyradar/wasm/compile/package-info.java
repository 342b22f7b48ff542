/**
 * What the compiler to the browser gets wrong, put right before it compiles: passes over the core's methods that write
 * an operation as others which give the same bits in Java, and which TeaVM's back ends translate faithfully. TeaVM
 * finds it as a service on the class path; nothing here gets into the browser.
 */
@NullMarked
package io.anomalyradar.wasm.compile;

import org.jspecify.annotations.NullMarked;
