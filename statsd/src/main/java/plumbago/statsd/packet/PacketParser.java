package plumbago.statsd.packet;

import static plumbago.carbon.point.NameHash.finish;
import static plumbago.carbon.point.NameHash.mix;
import static plumbago.carbon.point.NameHash.word;

import plumbago.carbon.point.NameHash;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;

/**
 * Takes packets apart and adds what they say to the metrics. A line of the usual form with a name that is known is read in
 * one pass over the packet's bytes, without an object; any other is left to {@link UnusualLines}, which does exactly what the
 * original does. Belongs to one thread.
 */
public final class PacketParser {
    /** Behind the end of a packet there must be so many bytes more, the first of them a line feed. */
    public static final int SLACK = 24;

    private static final long COLONS = 0x3A3A3A3A3A3A3A3AL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /** Decimals of so many digits are exact quotients of two doubles. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final Metrics metrics;
    private final UnusualLines unusual;

    private long lines;

    /** What {@link #number} has read: the value, where it ends, and how it begins. */
    private double value;

    private int valueEnd;
    private boolean signed;

    /** @param unusual reads the lines that have no usual form */
    public PacketParser(Metrics metrics, UnusualLines unusual) {
        this.metrics = metrics;
        this.unusual = unusual;
    }

    /**
     * Parses a packet: lines with line feeds between them.
     *
     * @param to there is a line feed here, and {@link #SLACK} bytes in all
     */
    public void parse(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] == '\n') {
                at++;
                continue;
            }
            lines++;
            int next = parseUsual(bytes, at, to);
            if (next < 0) {
                next = at;
                while (bytes[next] != '\n') {
                    next++;
                }
                unusual.parse(bytes, at, next);
                next++;
            }
            at = next;
        }
    }

    /** How many lines there were since the last time. */
    public long takeLines() {
        long taken = lines;
        lines = 0;
        return taken;
    }

    /** Where the next line begins; -1 if this one is unusual. */
    private int parseUsual(byte[] bytes, int start, int to) {
        long state = NameHash.SEED;
        int at = start;
        int hash;
        while (true) {
            if (at >= to) {
                return -1;
            }
            long first = word(bytes, at);
            long stops = colons(first);
            if (stops != 0) {
                int count = Long.numberOfTrailingZeros(stops) >>> 3;
                at += count;
                hash = finish(state, 0, first, count, at - start);
                break;
            }
            long second = word(bytes, at + Long.BYTES);
            stops = colons(second);
            if (stops != 0) {
                int count = Long.numberOfTrailingZeros(stops) >>> 3;
                at += Long.BYTES + count;
                hash = finish(state, first, second, count, at - start);
                break;
            }
            state = mix(state, first, second);
            at += 2 * Long.BYTES;
        }
        // A name with a line feed in it is none that is known.
        int length = at - start;
        int from = at + 1;
        boolean isNumber = number(bytes, from) && bytes[valueEnd] == '|';
        at = isNumber ? valueEnd : endOfText(bytes, from);
        if (at < 0) {
            return -1;
        }
        byte type = bytes[at + 1];
        int after = at + 2;
        if (type == 's') {
            return bytes[after] == '\n' && at > from ? member(bytes, start, length, hash, from, at) : -1;
        }
        if (!isNumber) {
            return -1;
        }
        if (type == 'm') {
            if (bytes[after++] != 's' || signed) {
                return -1;
            }
        } else if (type != 'c' && type != 'g') {
            return -1;
        }
        double amount = value;
        boolean isDifference = signed;
        double weight = 1;
        if (bytes[after] != '\n') {
            // A sample rate of digits and a point is the same to both ways in which the original reads it.
            if (bytes[after] != '|' || bytes[after + 1] != '@' || !number(bytes, after + 2) || signed) {
                return -1;
            }
            weight = 1 / value;
            after = valueEnd;
            if (bytes[after] != '\n') {
                return -1;
            }
        }
        return add(bytes, start, length, hash, type, amount, weight, isDifference) ? after + 1 : -1;
    }

    private boolean add(
            byte[] bytes, int start, int length, int hash, byte type, double amount, double weight, boolean signed) {
        int id;
        switch (type) {
            case 'c' -> {
                id = metrics.findCounter(bytes, start, length, hash);
                if (id >= 0) {
                    metrics.count(id, amount * weight);
                }
            }
            case 'm' -> {
                id = metrics.findTimer(bytes, start, length, hash);
                if (id >= 0) {
                    metrics.timer(id, amount, weight);
                }
            }
            default -> {
                id = metrics.find(MetricType.GAUGE, bytes, start, length, hash);
                if (id >= 0 && signed) {
                    metrics.changeGauge(id, amount);
                } else if (id >= 0) {
                    metrics.gauge(id, amount);
                }
            }
        }
        return id >= 0;
    }

    private int member(byte[] bytes, int start, int length, int hash, int from, int to) {
        int id = metrics.find(MetricType.SET, bytes, start, length, hash);
        if (id < 0) {
            return -1;
        }
        metrics.member(id, bytes, from, to - from);
        return to + 3;
    }

    /** Where a text of ASCII ends at a bar; -1 if it is not of that form. */
    private static int endOfText(byte[] bytes, int from) {
        int at = from;
        while (true) {
            byte one = bytes[at];
            if (one == '|') {
                return at;
            }
            if (one == '\n' || one == ':' || one < 0) {
                return -1;
            }
            at++;
        }
    }

    /** Reads digits, perhaps with a sign and a point, up to a bar or the end of the line; false if it is not of that form. */
    private boolean number(byte[] bytes, int from) {
        int at = from;
        byte one = bytes[at];
        boolean negative = one == '-';
        signed = negative || one == '+';
        if (signed) {
            one = bytes[++at];
        }
        long digits = 0;
        int begin = at;
        while (one >= '0' && one <= '9') {
            digits = 10 * digits + one - '0';
            one = bytes[++at];
        }
        int count = at - begin;
        int decimals = 0;
        if (one == '.') {
            begin = ++at;
            one = bytes[at];
            while (one >= '0' && one <= '9') {
                digits = 10 * digits + one - '0';
                one = bytes[++at];
            }
            decimals = at - begin;
            count += decimals;
        }
        if ((one != '|' && one != '\n') || count == 0 || count > EXACT_DIGITS) {
            return false;
        }
        double read = decimals == 0 ? digits : digits / POWERS[decimals];
        value = negative ? -read : read;
        valueEnd = at;
        return true;
    }

    private static long colons(long word) {
        long difference = word ^ COLONS;
        return difference - ONES & ~difference & HIGHS;
    }
}
