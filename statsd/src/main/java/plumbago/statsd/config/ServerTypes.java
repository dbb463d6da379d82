package plumbago.statsd.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import plumbago.base.config.SettingType;
import plumbago.base.config.SettingTypes;

/** How settings of servers and backends are read. */
final class ServerTypes {
    private static final String SERVERS_FOLDER = "./servers/";
    private static final String BACKENDS_FOLDER = "./backends/";
    private static final Set<String> KNOWN_BACKENDS = Set.of("store", "graphite", "console", "repeater");
    private static final List<String> SERVER_MEMBERS =
            List.of("server", "address", "address_ipv6", "port", "socket", "socket_mod");
    private static final int MOST_PERMISSIONS = 0777;

    static final SettingType<String> SERVER =
            new SettingType<>("choice", "one of udp, tcp", ServerTypes::readServer, name -> name);

    static final SettingType<Optional<Integer>> MODE = new SettingType<>(
            "permissions",
            "permissions in octal from 0 to 0777, as chmod has them",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(readMode(text)),
            mode -> mode.map(Integer::toOctalString).map(octal -> "0" + octal).orElse(""));

    static final SettingType<List<String>> BACKENDS = new SettingType<>(
            "backends",
            "any of store, graphite, console, repeater, with commas between them",
            ServerTypes::readBackends,
            names -> String.join(", ", names));

    static final SettingType<List<ServerOption>> SERVERS = new SettingType<>(
            "servers",
            "servers as JSON in one line, such as [{\"server\": \"udp\", \"address\": \"127.0.0.1\", \"port\": 8125}]; known"
                    + " are " + String.join(", ", SERVER_MEMBERS),
            text -> LiteralMembers.list(text, SERVER_MEMBERS, ServerTypes::server),
            servers -> list(servers.stream().map(ServerTypes::write).toList()));

    static final SettingType<List<RepeaterOption>> REPEATERS = new SettingType<>(
            "repeaters",
            "hosts and ports as JSON in one line, such as [{\"host\": \"10.10.10.10\", \"port\": 8125}]",
            text -> LiteralMembers.list(text, List.of("host", "port"), ServerTypes::repeater),
            repeaters -> list(repeaters.stream().map(ServerTypes::write).toList()));

    private ServerTypes() {}

    private static String readServer(String text) {
        String name = text.startsWith(SERVERS_FOLDER) ? text.substring(SERVERS_FOLDER.length()) : text;
        if (!name.equals("udp") && !name.equals("tcp")) {
            throw new IllegalArgumentException();
        }
        return name;
    }

    private static int readMode(String text) {
        int mode = Integer.parseInt(text, 8);
        if (mode < 0 || mode > MOST_PERMISSIONS) {
            throw new IllegalArgumentException();
        }
        return mode;
    }

    private static List<String> readBackends(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String written : SettingTypes.LIST.read(text)) {
            names.add(written.startsWith(BACKENDS_FOLDER) ? written.substring(BACKENDS_FOLDER.length()) : written);
        }
        if (!KNOWN_BACKENDS.containsAll(names)) {
            throw new IllegalArgumentException();
        }
        return List.copyOf(names);
    }

    private static ServerOption server(LiteralMembers members) {
        boolean ipv6 = members.has("address_ipv6") && members.truth("address_ipv6");
        return new ServerOption(
                members.has("server")
                        ? ServerOption.Protocol.of(readServer(members.text("server")))
                        : ServerOption.Protocol.UDP,
                members.has("address")
                        ? SettingTypes.ADDRESS.read(members.text("address"))
                        : ServerOption.defaultAddress(ipv6),
                ipv6,
                members.has("port") ? SettingTypes.PORT.read(members.text("port")) : ServerOption.DEFAULT_PORT,
                members.has("socket") ? Optional.of(members.text("socket")) : Optional.empty(),
                members.has("socket_mod") ? MODE.read(members.text("socket_mod")) : Optional.empty());
    }

    private static String write(ServerOption server) {
        List<String> members = new ArrayList<>();
        members.add("\"server\": \"" + (server.protocol() == ServerOption.Protocol.TCP ? "tcp" : "udp") + '"');
        members.add("\"address\": " + LiteralMembers.quoted(server.address()));
        if (server.ipv6()) {
            members.add("\"address_ipv6\": true");
        }
        members.add("\"port\": " + server.port());
        server.socket().ifPresent(path -> members.add("\"socket\": " + LiteralMembers.quoted(path)));
        server.socketMode().ifPresent(mode -> members.add("\"socket_mod\": \"0" + Integer.toOctalString(mode) + '"'));
        return members.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    private static RepeaterOption repeater(LiteralMembers members) {
        int port = SettingTypes.PORT.read(members.text("port"));
        if (port == 0) {
            throw new IllegalArgumentException();
        }
        return new RepeaterOption(SettingTypes.ADDRESS.read(members.text("host")), port);
    }

    private static String write(RepeaterOption repeater) {
        return "{\"host\": " + LiteralMembers.quoted(repeater.host()) + ", \"port\": " + repeater.port() + "}";
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "" : "[" + String.join(", ", items) + "]";
    }
}
