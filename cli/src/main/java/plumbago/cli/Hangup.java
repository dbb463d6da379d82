package plumbago.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGHUP does: the usual thing for a server, instead of ending it as Java does by itself. A closed terminal and a
 * tool that turns logs send it.
 *
 * <p>Java's only way to a signal is {@code sun.misc.Signal}, of the module {@code jdk.unsupported}. It is reached by
 * name, since the compiler warns of it and has no way to be told not to; where it is missing, SIGHUP ends the server.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** Has SIGHUP run something, on a thread of its own, in place of what it did before. */
    static void runs(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hangup = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return method.getName().equals("hashCode") ? (Object) System.identityHashCode(self) : "SIGHUP";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), hangup);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SIGHUP ends this server, since this Java does not tell it of signals");
        }
    }
}
