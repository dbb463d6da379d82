package plumbago.base.http;

import java.util.Set;

/** What a route does with what is stored, and so who may use it; {@link Guard} has the rule. */
enum Access {
    /** Changes nothing. For everybody; pages of other servers may ask, and not see the answer unless allowed. */
    READ,
    /** Adds to it: points, events, tags, dashboards. For everybody but pages of other servers. */
    WRITE,
    /** Changes or deletes what is there. For those whom {@link plumbago.base.admin.AdminRule} lets. */
    ADMIN;

    static Access of(Set<RouteTrait> traits) {
        if (traits.contains(RouteTrait.ADMINISTERS)) {
            return ADMIN;
        }
        return traits.contains(RouteTrait.WRITES) ? WRITE : READ;
    }
}
