package plumbago.base.http;

import java.util.Map;
import java.util.Set;

/**
 * What a request leads to.
 *
 * @param variables the parts of the path that stand for the route's variables, by their names
 */
record RouteMatch(Handler handler, Set<RouteTrait> traits, Map<String, String> variables) {
    WebResponse answer(WebRequest request) throws Exception {
        request.pathVariables(variables);
        return handler.handle(request);
    }
}
