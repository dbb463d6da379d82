package plumbago.base.http;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By which names this server is asked. A page may have its own name lead to an address of this machine; the browser then takes
 * the two for one server, and only the name in {@code Host} tells that they are not. Addresses are right, since a page
 * that was found under one is of that machine. Safe for many threads.
 */
public final class HostNames {
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Set<String> domains = new HashSet<>();
    private final boolean any;
    private final boolean listed;

    /** @param allowed names in small letters, with a dot in front for all below, or {@code *} (ALLOWED_HOSTS) */
    public HostNames(Collection<String> allowed) {
        any = allowed.contains("*");
        listed = !allowed.isEmpty();
        names.add("localhost");
        domains.add(".localhost");
        for (String name : allowed) {
            if (name.startsWith(".")) {
                domains.add(name);
                names.add(name.substring(1));
            } else {
                names.add(name);
            }
        }
    }

    /** Takes this machine's names for right too; what the resolver says of it counts once it has said it. */
    public HostNames withThisMachine() {
        try {
            add(Files.readString(KERNEL_NAME).strip());
        } catch (IOException e) {
            add(System.getenv().getOrDefault("HOSTNAME", ""));
        }
        // A resolver that does not answer takes its time.
        Thread resolving = new Thread(
                () -> {
                    try {
                        InetAddress self = InetAddress.getLocalHost();
                        add(self.getHostName());
                        add(self.getCanonicalHostName());
                    } catch (UnknownHostException e) {
                        // The machine does not know its own name, so nobody asks for it by one.
                    }
                },
                "host-names");
        resolving.setDaemon(true);
        resolving.start();
        return this;
    }

    private void add(String name) {
        if (!name.isEmpty()) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether names were listed, so that requests by other ones are refused whatever they ask for. */
    boolean areListed() {
        return listed;
    }

    /** Whether a {@code Host} is this server's; its port makes no difference. */
    boolean areOurs(String host) {
        if (any) {
            return true;
        }
        String name = withoutPort(host);
        if (isAddress(name) || names.contains(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (domains.contains(name.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a {@code Host} is one by which only programs of this machine ask. */
    static boolean isLoopback(String host) {
        String name = withoutPort(host);
        return name.equals("localhost") || (isAddress(name) && (name.startsWith("127.") || name.equals("::1")));
    }

    private static boolean isAddress(String name) {
        return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
    }

    /** In small letters, and without the brackets of an address and the dot at the end of a full name. */
    private static String withoutPort(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            int end = name.indexOf(']');
            return end < 0 ? "" : name.substring(1, end);
        }
        int colon = name.indexOf(':');
        if (colon >= 0) {
            name = name.substring(0, colon);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
