package plumbago.base.net;

import io.netty.channel.unix.Errors;
import java.net.BindException;
import java.util.Locale;

/** What the system says of a socket that it will not let us listen on, in words of our own. */
public final class ListenProblem {
    private static final int NO_PERMISSION = 13;
    private static final int TOO_MANY_IN_SYSTEM = 23;
    private static final int TOO_MANY = 24;
    private static final int IN_USE = 98;
    private static final int NOT_OURS = 99;

    private ListenProblem() {}

    /** What keeps somebody from listening, or from being let in. */
    public enum Kind {
        IN_USE("it is in use"),
        NOT_OURS("it is no address of this machine"),
        NO_PERMISSION("this user may not; ports below 1024 are root's, or take CAP_NET_BIND_SERVICE"),
        TOO_MANY_FILES("too many files and connections are open; ulimit -Hn, or LimitNOFILE of systemd, allows more"),
        OTHER("");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** The problem as a part of a sentence. */
    public static String of(Throwable cause) {
        Kind kind = kind(cause);
        return kind == Kind.OTHER ? plain(cause) : kind.text;
    }

    /** What kind it is of. */
    public static Kind kind(Throwable cause) {
        if (cause instanceof Errors.NativeIoException problem) {
            return switch (Math.abs(problem.expectedErr())) {
                case IN_USE -> Kind.IN_USE;
                case NOT_OURS -> Kind.NOT_OURS;
                case NO_PERMISSION -> Kind.NO_PERMISSION;
                case TOO_MANY, TOO_MANY_IN_SYSTEM -> Kind.TOO_MANY_FILES;
                default -> Kind.OTHER;
            };
        }
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("already in use")) {
            return Kind.IN_USE;
        }
        if (text.contains("assign requested address")) {
            return Kind.NOT_OURS;
        }
        if (text.contains("permission denied")) {
            return Kind.NO_PERMISSION;
        }
        return text.contains("too many open files") ? Kind.TOO_MANY_FILES : Kind.OTHER;
    }

    /** Without the name of what the system was asked for in front, and without Java's names. */
    private static String plain(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause instanceof BindException ? "the address cannot be had" : "the system does not say why";
        }
        int colon = message.indexOf("failed: ");
        return colon < 0 ? message : message.substring(colon + "failed: ".length());
    }
}
