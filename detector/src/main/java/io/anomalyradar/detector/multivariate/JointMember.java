package io.anomalyradar.detector.multivariate;

/** What the multivariate detector looks at. The codes are part of the state format: add, never change. */
public enum JointMember {
    /** Levels of single metrics left their reference: root mean square over the metrics. */
    LEVEL(0),
    /** The averages of the metrics left their joint normal state: MEWMA. */
    MEAN(1),
    /** The frames are unlike the joint normal state, whichever way: smoothed Mahalanobis distance. */
    JOINT(2),
    /** The metrics do not move together as they do: smoothed residual of the principal components. */
    RESIDUAL(3);

    /** How many there are. */
    static final int COUNT = 4;

    private final int code;

    JointMember(int code) {
        this.code = code;
    }

    /** Its number in the state and in an evaluation. */
    int code() {
        return code;
    }
}
