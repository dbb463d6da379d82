package plumbago.statsd.proxy;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import plumbago.statsd.server.ManagementCommands;
import plumbago.statsd.server.ManagementReply;

/** The commands of the proxy's management port, word for word the original's. Safe for many threads. */
final class ProxyCommands implements ManagementCommands {
    private final Cluster cluster;
    private final String config;
    private final LongSupplier millis;
    private final long startSeconds;
    private volatile String health = "up";

    /**
     * @param config what the command of that name answers
     * @param millis the time since the epoch in milliseconds
     */
    ProxyCommands(Cluster cluster, String config, LongSupplier millis) {
        this.cluster = cluster;
        this.config = config;
        this.millis = millis;
        this.startSeconds = seconds();
    }

    private long seconds() {
        return Math.round(millis.getAsLong() / 1000.0);
    }

    @Override
    public void run(String command, List<String> arguments, ManagementReply reply) {
        switch (command) {
            case "help" -> reply.write("Commands: config, health, status, quit\n\n");
            case "config" -> reply.write(config);
            case "health" -> reply.write("health: " + health(arguments) + "\n");
            case "status" -> reply.write(status());
            case "quit" -> reply.end();
            default -> reply.write("ERROR\n");
        }
        reply.done();
    }

    private String health(List<String> arguments) {
        if (!arguments.isEmpty()) {
            String wanted = arguments.get(0).toLowerCase(Locale.ROOT);
            if (wanted.equals("up") || wanted.equals("down")) {
                health = wanted;
            }
        }
        return health;
    }

    private String status() {
        return "uptime: " + (seconds() - startSeconds) + "\nnodes: "
                + cluster.members().stream().map(node -> node.id() + ' ').collect(Collectors.joining()) + "\n";
    }
}
