package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asks the relays themselves, as Debian has them, where ten thousand random names go. Skipped where they are not installed.
 */
@Timeout(300)
class RelaysChooseAlikeTest {
    private static final int NAMES = 10_000;

    /** Reads the hash type, the number of copies, whether these are on different hosts, destinations and names. */
    private static final String CARBON = """
            import sys
            from carbon.routers import DatapointRouter
            from carbon.util import parseDestination
            lines = sys.stdin.read().split('\\n')
            class Settings(dict):
              __getattr__ = dict.__getitem__
            router = DatapointRouter.plugins[lines[0]](Settings(ROUTER_HASH_TYPE=lines[1],
              REPLICATION_FACTOR=int(lines[2]), DIVERSE_REPLICAS=lines[3] == 'true'))
            destinations = [parseDestination(text) for text in lines[4].split(' ')]
            for destination in destinations:
              router.addDestination(destination)
            for name in lines[5:]:
              print(*[destinations.index(destination) for destination in router.getDestinations(name)])
            """;

    @TempDir
    Path folder;

    private final Random random = new Random(20_171);

    @ParameterizedTest
    @CsvSource({
        "consistent-hashing, carbon_ch, 1, true",
        "consistent-hashing, carbon_ch, 2, true",
        "consistent-hashing, carbon_ch, 3, true",
        "consistent-hashing, carbon_ch, 3, false",
        "consistent-hashing, fnv1a_ch, 1, true",
        "consistent-hashing, fnv1a_ch, 2, true",
        "consistent-hashing, fnv1a_ch, 3, true",
        "consistent-hashing, fnv1a_ch, 3, false",
        "fast-hashing, carbon_ch, 3, true",
        "fast-hashing, fnv1a_ch, 3, false",
        "consistent-hashing, carbon_ch, 1000, true",
        "consistent-hashing, fnv1a_ch, 1000, false",
    })
    void asCarbon(String method, String type, int copies, boolean diverse) throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/lib/python3/dist-packages/carbon/routers.py")),
                "graphite-carbon is not installed; `apt-get install graphite-carbon` brings it");
        List<String> names = new ArrayList<>(names());
        names.addAll(List.of("d\u00e9bit.\u65e5\u672c", "cpu;host=a;dc=b", "\ud83d\ude00", " "));
        for (int count : new int[] {1, 2, 24}) {
            asCarbon(method, type, copies, diverse, names, destinations().subList(0, count));
        }
    }

    private void asCarbon(
            String method, String type, int copies, boolean diverse, List<String> names, List<Destination> destinations)
            throws Exception {
        String input = String.join(
                "\n",
                method,
                type,
                Integer.toString(copies),
                Boolean.toString(diverse),
                destinations.stream().map(Destination::toString).collect(Collectors.joining(" ")),
                String.join("\n", names));
        List<String> answers = run(input, "/usr/bin/python3", "-X", "utf8", "-W", "ignore", "-c", CARBON)
                .lines()
                .toList();
        assertEquals(names.size(), answers.size());
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            expected.put(names.get(i), answers.get(i));
        }
        compare(expected, destinations, new RoutingOptions(RelayMethod.of(method), HashType.of(type), copies, diverse));
    }

    @ParameterizedTest
    @CsvSource({
        "carbon_ch, c_relay_carbon_ch, 1",
        "carbon_ch, c_relay_carbon_ch, 2",
        "carbon_ch, c_relay_carbon_ch, 3",
        "fnv1a_ch, c_relay_fnv1a_ch, 1",
        "fnv1a_ch, c_relay_fnv1a_ch, 2",
        "fnv1a_ch, c_relay_fnv1a_ch, 3",
        "jump_fnv1a_ch, jump_fnv1a_ch, 1",
        "jump_fnv1a_ch, jump_fnv1a_ch, 2",
        "jump_fnv1a_ch, jump_fnv1a_ch, 3",
    })
    void asCarbonCRelay(String theirs, String ours, int copies) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/carbon-c-relay")),
                "carbon-c-relay is not installed; `apt-get install carbon-c-relay` brings it");
        List<Destination> destinations = destinations();
        Map<String, Integer> indexes = new HashMap<>();
        List<String> servers = new ArrayList<>();
        for (Destination destination : destinations) {
            String address = destination.host() + ":" + destination.port();
            indexes.put(address, servers.size());
            servers.add(address + destination.instance().map(name -> "=" + name).orElse(""));
        }
        Path config = Files.writeString(
                folder.resolve("relay.conf"),
                "cluster them " + theirs + " replication " + copies + " " + String.join(" ", servers)
                        + " ;\nmatch * send to them stop ;\n");
        String output =
                run(String.join("\n", names()) + "\n", "/usr/bin/carbon-c-relay", "-t", "-f", config.toString());
        Map<String, String> expected = new LinkedHashMap<>();
        String name = "";
        for (String line : output.lines().map(String::strip).toList()) {
            String address = line.replaceFirst("=.*", "");
            if (line.startsWith("* -> ")) {
                name = line.substring(5);
            } else if (!name.isEmpty() && indexes.containsKey(address)) {
                expected.merge(name, indexes.get(address).toString(), (before, next) -> before + " " + next);
            }
        }
        assertEquals(NAMES, expected.size());
        compare(
                expected,
                destinations,
                new RoutingOptions(RelayMethod.CONSISTENT_HASHING, HashType.of(ours), copies, true));
    }

    private static void compare(Map<String, String> expected, List<Destination> destinations, RoutingOptions options) {
        Router router = Routers.of(options, destinations, null, null);
        expected.forEach((name, indexes) -> assertEquals(
                indexes,
                Arrays.stream(router.destinations(name))
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ")),
                name + " among " + destinations));
    }

    /** So many that entries of the ring collide; on few hosts, so that copies have to go to others. */
    private List<Destination> destinations() {
        List<String> texts = IntStream.range(0, 24)
                .mapToObj(i -> "10.0.0." + (i % 7) + ":" + (2000 + random.nextInt(7) * 100 + i)
                        + (i < 7 ? "" : ":" + (random.nextBoolean() ? "i" : "") + (100 - i)))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(texts, random);
        return texts.stream().map(Destination::parse).toList();
    }

    private List<String> names() {
        String letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-";
        return Stream.generate(() -> random.ints(1 + random.nextInt(6), 1, 13)
                        .mapToObj(length -> random.ints(length, 0, letters.length())
                                .mapToObj(letter -> letters.substring(letter, letter + 1))
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining(".")))
                .distinct()
                .limit(NAMES)
                .toList();
    }

    private String run(String input, String... command) throws IOException, InterruptedException {
        Path given = Files.writeString(folder.resolve("input"), input, StandardCharsets.UTF_8);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.destroy();
        }
        return Files.readString(output);
    }
}
