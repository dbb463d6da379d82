package plumbago.carbon.relay.send;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Looks a destination's host up by another thread than its connections': that may take seconds, and the loop has others. */
final class HostLookup {
    private HostLookup() {}

    /**
     * Begins to.
     *
     * @param loop calls one of the two
     * @param failed gets the reason, as the end of a sentence
     */
    static void begin(
            SenderOptions options, EventLoop loop, Consumer<InetSocketAddress> found, Consumer<String> failed) {
        CompletableFuture.supplyAsync(() -> resolve(options))
                .whenComplete((address, problem) -> loop.execute(() -> {
                    if (problem != null) {
                        failed.accept("host " + options.host() + " is not known");
                    } else {
                        found.accept(address);
                    }
                }));
    }

    private static InetSocketAddress resolve(SenderOptions options) {
        try {
            return new InetSocketAddress(InetAddress.getByName(options.host()), options.port());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
