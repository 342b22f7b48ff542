package io.anomalyradar.model.telemetry;

/** The attributes of a device; an empty text means "not given". */
public record Attributes(String site, String type, String group, String tenant) {
    public static final Attributes NONE = new Attributes("", "", "", "");

    public boolean isEmpty() {
        return site.isEmpty() && type.isEmpty() && group.isEmpty() && tenant.isEmpty();
    }

    /** These attributes, overridden by those that {@code newer} gives. */
    public Attributes mergedWith(Attributes newer) {
        if (newer.isEmpty() || newer.equals(this)) {
            return this;
        }
        return new Attributes(
                newer.site.isEmpty() ? site : newer.site,
                newer.type.isEmpty() ? type : newer.type,
                newer.group.isEmpty() ? group : newer.group,
                newer.tenant.isEmpty() ? tenant : newer.tenant);
    }
}
