package io.anomalyradar.server.security;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;

/** Who sends the request of a context. */
public final class Access {
    private static final AttributeKey<Principal> PRINCIPAL = AttributeKey.valueOf(Access.class, "PRINCIPAL");

    private Access() {}

    /** The sender; nobody where the guard has not admitted the request. */
    public static Principal principal(ServiceRequestContext context) {
        Principal known = context.attr(PRINCIPAL);
        return known == null ? Principal.NOBODY : known;
    }

    static void set(ServiceRequestContext context, Principal principal) {
        context.setAttr(PRINCIPAL, principal);
    }
}
