package plumbago.web.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the handler of a path and a method. A step {@code {name}} of a route takes any one step of the path; routes
 * without come first. A slash at the end of a path makes no difference.
 */
public final class Router {
    private final List<Route> routes = new ArrayList<>();

    private record Route(List<String> steps, Map<String, Handler> handlers) {
        boolean matches(List<String> path) {
            if (path.size() != steps.size()) {
                return false;
            }
            for (int i = 0; i < steps.size(); i++) {
                if (!steps.get(i).equals(path.get(i))
                        && (!isVariable(steps.get(i)) || path.get(i).isEmpty())) {
                    return false;
                }
            }
            return true;
        }

        boolean isPlain() {
            for (String step : steps) {
                if (isVariable(step)) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> variables(List<String> path) {
            Map<String, String> found = new HashMap<>();
            for (int i = 0; i < steps.size(); i++) {
                String step = steps.get(i);
                if (isVariable(step)) {
                    found.put(step.substring(1, step.length() - 1), path.get(i));
                }
            }
            return found;
        }

        private static boolean isVariable(String step) {
            return step.startsWith("{");
        }
    }

    /**
     * Adds a route.
     *
     * @param methods such as {@code GET POST}; GET takes HEAD with it
     */
    public Router on(String methods, String path, Handler handler) {
        List<String> steps = steps(path);
        Route route = null;
        for (Route known : routes) {
            if (known.steps().equals(steps)) {
                route = known;
            }
        }
        if (route == null) {
            route = new Route(steps, new HashMap<>());
            routes.add(route);
        }
        for (String method : methods.split(" ")) {
            route.handlers().put(method, handler);
            if (method.equals("GET")) {
                route.handlers().put("HEAD", handler);
            }
        }
        return this;
    }

    /**
     * Hands a request to its handler.
     *
     * @throws RequestException with 404 for an unknown path, 405 for a method that the path does not know
     */
    WebResponse handle(WebRequest request) throws Exception {
        List<String> path = steps(request.path());
        Route found = null;
        for (Route route : routes) {
            if (route.matches(path) && (found == null || route.isPlain())) {
                found = route;
            }
        }
        if (found == null) {
            throw new RequestException(404, "there is nothing at " + request.path());
        }
        Handler handler = found.handlers().get(request.method());
        if (handler == null) {
            throw new RequestException(
                    405,
                    request.path() + " takes "
                            + String.join(
                                    ", ",
                                    found.handlers().keySet().stream().sorted().toList()) + ", and not "
                            + request.method());
        }
        request.pathVariables(found.variables(path));
        return handler.handle(request);
    }

    private static List<String> steps(String path) {
        int from = path.startsWith("/") ? 1 : 0;
        int to = path.length();
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return List.of(path.substring(from, to).split("/", -1));
    }
}
