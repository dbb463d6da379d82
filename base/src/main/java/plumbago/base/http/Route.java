package plumbago.base.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A path, maybe with steps that stand for any, and what its methods lead to. */
final class Route {
    private final String path;
    private final List<String> steps;
    private final boolean bare;
    private final boolean plain;
    private final Map<String, RouteMatch> byMethod = new TreeMap<>();

    /** @param bare whether only requests count that say nothing beside the path */
    Route(String path, List<String> steps, boolean bare) {
        this.path = path;
        this.steps = steps;
        this.bare = bare;
        this.plain = steps.stream().noneMatch(Route::isVariable);
    }

    boolean is(List<String> otherSteps, boolean otherBare) {
        return bare == otherBare && steps.equals(otherSteps);
    }

    void add(String methods, Handler handler, Set<RouteTrait> traits) {
        for (String method : methods.split(" ")) {
            RouteMatch match = new RouteMatch(handler, traits, Map.of());
            byMethod.put(method, match);
            // HEAD asks what GET would answer, and must change nothing.
            if (method.equals("GET") && Access.of(traits) == Access.READ) {
                byMethod.put("HEAD", match);
            }
        }
    }

    /** A line for each method. */
    Stream<String> table() {
        return byMethod.entrySet().stream()
                .map(one -> Access.of(one.getValue().traits()) + " " + one.getKey() + " " + path);
    }

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
        return plain;
    }

    boolean isBare() {
        return bare;
    }

    /** What a method leads to, or null. */
    RouteMatch match(String method, List<String> path) {
        RouteMatch match = byMethod.get(method);
        return match == null || plain ? match : new RouteMatch(match.handler(), match.traits(), variables(path));
    }

    private Map<String, String> variables(List<String> path) {
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            if (isVariable(step)) {
                found.put(step.substring(1, step.length() - 1), path.get(i));
            }
        }
        return found;
    }

    /** What may be asked here, as the header Allow lists it. */
    String allowed() {
        List<String> methods = new ArrayList<>(byMethod.keySet());
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    private static boolean isVariable(String step) {
        return step.startsWith("{");
    }
}
