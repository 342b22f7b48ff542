/** Fast Fourier transform, and the spectral residual: what stands out of the spectrum that the signal usually has. */
@NullMarked
package io.anomalyradar.detector.spectral;

import org.jspecify.annotations.NullMarked;
