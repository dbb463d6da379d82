package plumbago.web.render.expression;

/** A target of which not even the beginning can be read. */
public final class TargetSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TargetSyntaxException(String target, int at) {
        this("", target, at);
    }

    TargetSyntaxException(String what, String target, int at) {
        super("target cannot be read: " + what + "at character " + at + " of '" + brief(target) + "'");
    }

    private static String brief(String target) {
        return target.length() <= 200 ? target : target.substring(0, 200) + "…";
    }
}
