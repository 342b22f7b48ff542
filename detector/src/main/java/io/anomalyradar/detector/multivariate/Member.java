package io.anomalyradar.detector.multivariate;

/** What the multivariate detector looks at. The order is part of the state format: add at the end, never change. */
public enum Member {
    /** Levels of single metrics left their reference: root mean square over the metrics. */
    LEVEL,
    /** The averages of the metrics left their joint normal state: MEWMA. */
    MEAN,
    /** The frames are unlike the joint normal state, whichever way: smoothed Mahalanobis distance. */
    JOINT,
    /** The metrics do not move together as they do: smoothed residual of the principal components. */
    RESIDUAL
}
