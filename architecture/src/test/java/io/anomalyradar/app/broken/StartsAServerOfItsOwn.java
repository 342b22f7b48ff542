package io.anomalyradar.app.broken;

import com.linecorp.armeria.server.Server;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class StartsAServerOfItsOwn {
    public String name(Server server) {
        return server.toString();
    }
}
