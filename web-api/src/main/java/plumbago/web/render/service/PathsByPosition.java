package plumbago.web.render.service;

import java.util.Set;
import plumbago.web.render.expression.Expression;

/** Gathers the path expressions of a target, but those in arguments passed by name. */
final class PathsByPosition {
    private PathsByPosition() {}

    static void collect(Expression expression, Set<String> into) {
        if (expression instanceof Expression.Path path) {
            into.add(path.text());
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> collect(argument, into));
        } else if (expression instanceof Expression.Piped piped) {
            collect(piped.call(), into);
        } else if (expression instanceof Expression.Template template) {
            collect(template.target(), into);
        }
    }
}
