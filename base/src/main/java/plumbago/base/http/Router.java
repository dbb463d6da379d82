package plumbago.base.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a path and a method lead to. A step {@code {name}} of a route takes any one step of the path; routes without
 * come first. Slashes at the end of a path make no difference, and neither do several in place of one. {@code OPTIONS}
 * and methods that a path does not accept are answered with those that it accepts.
 */
public final class Router {
    private static final Set<RouteTrait> QUICK = Set.of(RouteTrait.QUICK);

    private final List<Route> routes = new ArrayList<>();
    private final Guard guard;

    /** @param guard who lets requests pass to the routes, or not */
    public Router(Guard guard) {
        this.guard = guard;
    }

    /** Routes that pages of other servers change nothing by, and of programs only those of this machine more than add. */
    public Router() {
        this(Guard.strict());
    }

    Guard guard() {
        return guard;
    }

    /**
     * Adds a route.
     *
     * @param methods such as {@code GET POST}; GET takes HEAD with it, unless it changes something
     * @param traits {@link RouteTrait#WRITES} or {@link RouteTrait#ADMINISTERS} if it does
     */
    public Router on(String methods, String path, Handler handler, RouteTrait... traits) {
        return add(methods, path, false, handler, traits);
    }

    /** Adds a route that only counts for requests with no query, no body, and no slash at the end of the path. */
    public Router onBare(String methods, String path, Handler handler, RouteTrait... traits) {
        return add(methods, path, true, handler, traits);
    }

    private Router add(String methods, String path, boolean bare, Handler handler, RouteTrait... traits) {
        List<String> steps = steps(path);
        Route route = null;
        for (Route known : routes) {
            if (known.is(steps, bare)) {
                route = known;
            }
        }
        if (route == null) {
            route = new Route(path, steps, bare);
            routes.add(route);
        }
        Set<RouteTrait> all = EnumSet.noneOf(RouteTrait.class);
        all.addAll(List.of(traits));
        Access access = Access.of(all);
        Handler guarded = request -> {
            request.access(access);
            guard.check(access, request);
            return handler.handle(request);
        };
        route.add(methods, guarded, all);
        return this;
    }

    /**
     * What a request leads to; there is always something, and be it the answer that there is nothing.
     *
     * @param saysMore whether there is a query or a body
     */
    RouteMatch match(String method, String path, boolean saysMore) {
        List<String> steps = steps(path);
        RouteMatch match = taken(method, path, steps, saysMore);
        if (match != null) {
            return match;
        }
        Route route = find(steps, false);
        if (route == null) {
            return refusal(request -> {
                throw new RequestException(404, "there is nothing at " + request.path());
            });
        }
        int status = method.equals("OPTIONS") ? 200 : 405;
        return refusal(request -> WebResponse.empty(status).header("Allow", route.allowed()));
    }

    /** What is done for a method at a path; empty if nothing is. */
    Optional<Access> access(String method, String path, boolean saysMore) {
        return Optional.ofNullable(taken(method, path, steps(path), saysMore)).map(match -> Access.of(match.traits()));
    }

    /** What a request leads to, or null. */
    private RouteMatch taken(String method, String path, List<String> steps, boolean saysMore) {
        if (!saysMore && !path.endsWith("/")) {
            Route bare = find(steps, true);
            RouteMatch match = bare == null ? null : bare.match(method, steps);
            if (match != null) {
                return match;
            }
        }
        Route route = find(steps, false);
        return route == null ? null : route.match(method, steps);
    }

    /** All routes, a line for each method of a path with what it does. */
    public List<String> table() {
        return routes.stream().flatMap(Route::table).distinct().sorted().toList();
    }

    private static RouteMatch refusal(Handler handler) {
        return new RouteMatch(handler, QUICK, Map.of());
    }

    private Route find(List<String> steps, boolean bare) {
        Route found = null;
        for (Route route : routes) {
            if (route.isBare() == bare && route.matches(steps) && (found == null || route.isPlain())) {
                found = route;
            }
        }
        return found;
    }

    /**
     * Hands a request to its handler.
     *
     * @throws RequestException with 404 for an unknown path, and 403 for who may not
     */
    WebResponse handle(WebRequest request) throws Exception {
        boolean saysMore = request.query().names().iterator().hasNext() || request.body().length > 0;
        return match(request.method(), request.path(), saysMore).answer(request);
    }

    /** The steps of a path; {@code /} has none. */
    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        for (int from = 0; from < path.length(); ) {
            int to = path.indexOf('/', from);
            if (to < 0) {
                to = path.length();
            }
            if (to > from) {
                steps.add(path.substring(from, to));
            }
            from = to + 1;
        }
        return steps;
    }
}
