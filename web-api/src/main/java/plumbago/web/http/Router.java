package plumbago.web.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a path and a method lead to. A step {@code {name}} of a route takes any one step of the path; routes without
 * come first. Slashes at the end of a path make no difference, and neither do several in place of one. {@code OPTIONS}
 * and methods that a path does not take are answered with those that it takes.
 */
public final class Router {
    private static final Set<RouteTrait> QUICK = Set.of(RouteTrait.QUICK);

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param methods such as {@code GET POST}; GET takes HEAD with it
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
            route = new Route(steps, bare);
            routes.add(route);
        }
        Set<RouteTrait> all = EnumSet.noneOf(RouteTrait.class);
        all.addAll(List.of(traits));
        route.add(methods, handler, all);
        return this;
    }

    /**
     * What a request leads to; there is always something, and be it the answer that there is nothing.
     *
     * @param saysMore whether there is a query or a body
     */
    RouteMatch match(String method, String path, boolean saysMore) {
        List<String> steps = steps(path);
        if (!saysMore && !path.endsWith("/")) {
            Route bare = find(steps, true);
            RouteMatch match = bare == null ? null : bare.match(method, steps);
            if (match != null) {
                return match;
            }
        }
        Route route = find(steps, false);
        if (route == null) {
            return refusal(request -> {
                throw new RequestException(404, "there is nothing at " + request.path());
            });
        }
        RouteMatch match = route.match(method, steps);
        if (match != null) {
            return match;
        }
        int status = method.equals("OPTIONS") ? 200 : 405;
        return refusal(request -> WebResponse.empty(status).header("Allow", route.allowed()));
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
     * @throws RequestException with 404 for an unknown path
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
