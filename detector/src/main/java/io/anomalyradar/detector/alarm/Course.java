package io.anomalyradar.detector.alarm;

/** Whether an anomaly continues, or why it was closed. */
public enum Course {
    /** It is open. */
    OPEN(""),
    /** The signal is usual again. */
    ENDED(""),
    /** Nothing arrived for longer than the idle time-out. */
    IDLE("; closed because nothing arrived for longer than pipeline.anomaly-idle-timeout"),
    /** The device sent nothing for longer than its state is kept. */
    SILENCED("; ended because the device fell silent and was forgotten"),
    /** The device and its data were deleted. */
    DELETED("; ended because the device was deleted"),
    /** The state of the series cannot be read. */
    LOST("; ended because the job could not read what it knew of the series");

    private final String remark;

    Course(String remark) {
        this.remark = remark;
    }

    /** The addition to the explanation; empty if the samples explain everything. */
    public String remark() {
        return remark;
    }
}
