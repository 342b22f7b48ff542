/**
 * Corrections of faults in the compiler to the browser: passes over the core's methods that replace an operation with
 * others that give the same bits in Java and that TeaVM's back ends translate faithfully. TeaVM finds this package as a
 * service on the class path; nothing here gets into the browser.
 */
@NullMarked
package io.anomalyradar.wasm.compile;

import org.jspecify.annotations.NullMarked;
