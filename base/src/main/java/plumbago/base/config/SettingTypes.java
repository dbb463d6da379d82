package plumbago.base.config;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonText;

/** The types of settings. Numbers and booleans are written as carbon reads them. */
public final class SettingTypes {
    /** As a browser spells it: small letters, and no path, not even a slash at the end. */
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[a-z0-9._:\\[\\]-]+");

    private static final Pattern HOST = Pattern.compile("\\.?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
    private static final Pattern TOKEN_TEXT = Pattern.compile("[!-~]{16,1000}");

    public static final SettingType<Boolean> SWITCH = new SettingType<>(
            "switch",
            "True or False (or yes, no, on, off, 1, 0)",
            SettingTypes::readSwitch,
            value -> value ? "True" : "False");

    public static final SettingType<Integer> PORT = whole("port", "a port from 1 to 65535, or 0 for none", 0, 65535);

    public static final SettingType<Integer> COUNT =
            whole("count", "a whole number from 0 to " + Integer.MAX_VALUE, 0, Integer.MAX_VALUE);

    public static final SettingType<Integer> POSITIVE =
            whole("positive count", "a whole number from 1 to " + Integer.MAX_VALUE, 1, Integer.MAX_VALUE);

    public static final SettingType<Double> LIMIT = new SettingType<>(
            "limit",
            "a number above 0, or inf for no limit",
            text -> atLeast(PythonNumber.real(text), Double.MIN_VALUE),
            SettingTypes::writeReal);

    public static final SettingType<Double> NUMBER = new SettingType<>(
            "number",
            "a number, 0 or above",
            text -> atMost(atLeast(PythonNumber.real(text), 0), Double.MAX_VALUE),
            SettingTypes::writeReal);

    public static final SettingType<Duration> SECONDS_OR_NONE = new SettingType<>(
            "seconds",
            "a number of seconds, or None",
            SettingTypes::readSeconds,
            value -> value.isZero() ? "None" : writeReal(value.toNanos() / 1e9));

    public static final SettingType<Long> BYTES = new SettingType<>(
            "bytes",
            "a number of bytes above 0, with K, M or G behind it for units of 1024",
            SettingTypes::readBytes,
            SettingTypes::writeBytes);

    public static final SettingType<String> TEXT = new SettingType<>("text", "any text", text -> text, text -> text);

    public static final SettingType<String> ADDRESS = new SettingType<>(
            "address",
            "an IP address or a host name",
            text -> require(text, !text.isEmpty() && text.chars().noneMatch(PythonText::isSpace)),
            text -> text);

    public static final SettingType<Path> FOLDER =
            new SettingType<>("folder", "a folder", text -> Path.of(require(text, !text.isEmpty())), Path::toString);

    public static final SettingType<List<String>> LIST = new SettingType<>(
            "list", "a list with commas between the items", SettingTypes::readList, value -> String.join(", ", value));

    public static final SettingType<List<String>> ORIGINS = new SettingType<>(
            "origins",
            "origins such as https://grafana.example.org or http://localhost:3000, with commas between them, or *",
            text -> readList(text).stream()
                    .map(origin -> require(
                            origin, origin.equals("*") || ORIGIN.matcher(origin).matches()))
                    .toList(),
            value -> String.join(", ", value));

    public static final SettingType<String> URL_PREFIX = new SettingType<>(
            "path",
            "the beginning of a path such as /graphite, or / for none",
            SettingTypes::readUrlPrefix,
            value -> value.isEmpty() ? "/" : value);

    public static final SettingType<List<String>> HOSTS = new SettingType<>(
            "host names",
            "host names such as graphite.example.org or .example.org, without scheme and port, with commas between them, or"
                    + " *",
            text -> readList(text.toLowerCase(Locale.ROOT)).stream()
                    .map(host ->
                            require(host, host.equals("*") || HOST.matcher(host).matches()))
                    .toList(),
            value -> String.join(", ", value));

    public static final SettingType<String> TOKEN = new SettingType<>(
            "token",
            "16 letters, digits and signs of ASCII or more, without blanks, such as openssl rand -hex 32 makes",
            text -> require(text, text.isEmpty() || TOKEN_TEXT.matcher(text).matches()),
            text -> text);

    public static final SettingType<List<Network>> NETWORKS = new SettingType<>(
            "networks",
            "addresses and networks such as 127.0.0.1, 10.1.0.0/16 or fd00::/8, with commas between them",
            text -> readList(text).stream().map(Network::parse).toList(),
            value -> value.stream().map(Network::toString).collect(Collectors.joining(", ")));

    public static final SettingType<ZoneId> ZONE = new SettingType<>(
            "time zone", "a time zone such as UTC or Europe/Berlin", SettingTypes::readZone, ZoneId::getId);

    public static final SettingType<Map<Long, Duration>> CACHE_POLICY = new SettingType<>(
            "policy",
            "pairs of seconds such as 0:60, 7200:120: the length of a range, and how long its answers are kept",
            SettingTypes::readPolicy,
            value -> value.entrySet().stream()
                    .map(pair -> pair.getKey() + ":" + pair.getValue().toSeconds())
                    .collect(Collectors.joining(", ")));

    private static final BigInteger KILO = BigInteger.valueOf(1024);

    private SettingTypes() {}

    public static SettingType<String> oneOf(String... choices) {
        Set<String> known = Set.of(choices);
        return new SettingType<>(
                "choice",
                "one of " + String.join(", ", choices),
                text -> require(text, known.contains(text)),
                text -> text);
    }

    static SettingType<Integer> whole(String name, String expected, int least, int most) {
        Function<String, Integer> reader = text -> {
            int value = readWhole(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException();
            }
            return value;
        };
        return new SettingType<>(name, expected, reader, value -> Integer.toString(value));
    }

    /** A whole number, also if it is written as a float, which carbon would take as well. */
    private static int readWhole(String text) {
        try {
            return PythonNumber.integer(text).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(e);
        } catch (NumberFormatException e) {
            double value = PythonNumber.real(text);
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw e;
            }
            return (int) value;
        }
    }

    private static boolean readSwitch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "true", "on" -> true;
            case "0", "no", "false", "off" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Duration readSeconds(String text) {
        if (text.equalsIgnoreCase("none")) {
            return Duration.ZERO;
        }
        double seconds = atMost(atLeast(PythonNumber.real(text), 0), Integer.MAX_VALUE);
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static long readBytes(String text) {
        int power = text.isEmpty() ? 0 : "KMG".indexOf(Character.toUpperCase(text.charAt(text.length() - 1))) + 1;
        BigInteger number = PythonNumber.integer(power > 0 ? text.substring(0, text.length() - 1) : text);
        try {
            long bytes = number.multiply(KILO.pow(power)).longValueExact();
            if (bytes <= 0) {
                throw new IllegalArgumentException();
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String writeBytes(long bytes) {
        long number = bytes;
        int power = 0;
        while (number % 1024 == 0 && power < 3) {
            number /= 1024;
            power++;
        }
        return number + (power == 0 ? "" : "KMG".substring(power - 1, power));
    }

    private static List<String> readList(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String stripped = PythonText.strip(item);
            if (!stripped.isEmpty()) {
                items.add(stripped);
            }
        }
        return List.copyOf(items);
    }

    /** With one slash before each step and none at the end; empty where there is no step. */
    private static String readUrlPrefix(String text) {
        StringBuilder prefix = new StringBuilder();
        for (String step : text.split("/")) {
            // These two a browser resolves before it asks.
            require(step, !step.equals(".") && !step.equals(".."));
            require(
                    step,
                    step.chars().allMatch(c -> c < 127 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)));
            if (!step.isEmpty()) {
                prefix.append('/').append(step);
            }
        }
        return prefix.toString();
    }

    private static Map<Long, Duration> readPolicy(String text) {
        Map<Long, Duration> policy = new TreeMap<>();
        for (String pair : readList(text)) {
            int colon = pair.indexOf(':');
            require(pair, colon > 0);
            long range = readWhole(PythonText.strip(pair.substring(0, colon)));
            long kept = readWhole(PythonText.strip(pair.substring(colon + 1)));
            require(pair, range >= 0 && kept >= 0);
            policy.put(range, Duration.ofSeconds(kept));
        }
        return policy;
    }

    private static ZoneId readZone(String text) {
        String known = ZoneId.getAvailableZoneIds().stream()
                .filter(text::equalsIgnoreCase)
                .findAny()
                .orElse(text);
        try {
            return ZoneId.of(known);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String writeReal(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            return "inf";
        }
        return value == Math.rint(value) && value < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private static double atLeast(double value, double least) {
        if (!(value >= least)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static double atMost(double value, double most) {
        if (!(value <= most)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static String require(String text, boolean right) {
        if (!right) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
