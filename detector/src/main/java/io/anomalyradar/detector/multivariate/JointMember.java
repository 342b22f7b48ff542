package io.anomalyradar.detector.multivariate;

/**
 * The members of the multivariate detector. The codes are part of the state format: add new ones, never change existing
 * ones.
 */
public enum JointMember {
    /** Levels of single metrics have left their reference: root mean square over the metrics. */
    LEVEL(0),
    /** The averages of the metrics have left their joint normal state: MEWMA. */
    MEAN(1),
    /** The frames differ from the joint normal state in any direction: smoothed Mahalanobis distance. */
    JOINT(2),
    /** The metrics do not move together as usual: smoothed residual of the principal components. */
    RESIDUAL(3);

    /** The number of members. */
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
