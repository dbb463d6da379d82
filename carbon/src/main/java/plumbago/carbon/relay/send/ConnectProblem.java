package plumbago.carbon.relay.send;

import io.netty.channel.ConnectTimeoutException;
import java.util.Locale;

/** Why a destination cannot be reached, as the end of a sentence: what the system says, without the call that failed. */
final class ConnectProblem {
    private ConnectProblem() {}

    static String of(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "there is no answer";
        }
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        if (message == null) {
            return deepest.getClass().getSimpleName();
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("connection refused")) {
            return "the connection is refused";
        }
        if (lower.contains("connection reset") || lower.contains("broken pipe")) {
            return "the destination has ended the connection";
        }
        int call = message.indexOf("failed: ");
        return call < 0 ? message : message.substring(call + "failed: ".length());
    }
}
