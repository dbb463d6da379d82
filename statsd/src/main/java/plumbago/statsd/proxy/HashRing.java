package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Says which server a key belongs to, as the original's proxy does with npm's hashring 3.2.0: ketama with MD5, {@value
 * #POINTS} points to a server, each the first four bytes, the lowest first, of the MD5 of {@code server-N}. A key belongs to
 * the first point at or behind its own hash, and behind the last point to the first one.
 *
 * <p>All servers weigh the same. The original computes how many points that makes in floating point, so that with some numbers
 * of servers, 7 is the first, each has one point less; that is so here as well, and has a few keys move between servers that
 * stay where one leaves 7 or 8 of them. A ring does not change: where a server leaves or comes back, the
 * original makes the ring anew from those that are left, one that comes back standing last. The order matters only where two
 * servers have the same point, which belongs to the one that stands first. Safe for many threads.
 */
final class HashRing {
    /** Points that a server has, or one less. */
    static final int POINTS = 40;

    /** The weight of each server in the original's proxy. */
    private static final double WEIGHT = 100;

    private static final int SERVER_BITS = 31;
    private static final int SERVER_MASK = Integer.MAX_VALUE;

    /** Of a point: its place in the upper bits, so that it sorts first, and its server in the lower ones. */
    private final long[] points;

    /** @param servers each {@code host:port}, in the order in which they joined */
    HashRing(List<String> servers) {
        int each = pointsOfEach(servers.size());
        points = new long[each * servers.size()];
        MessageDigest md5 = md5();
        int at = 0;
        for (int server = 0; server < servers.size(); server++) {
            for (int i = 0; i < each; i++) {
                byte[] text = (servers.get(server) + '-' + i).getBytes(UTF_8);
                points[at++] = (hash(md5, text, 0, text.length) << SERVER_BITS) | server;
            }
        }
        Arrays.sort(points);
    }

    /** How many points a server has among so many; in the order of the original's operations, whose roundings count. */
    static int pointsOfEach(int servers) {
        double total = 0;
        for (int i = 0; i < servers; i++) {
            total += WEIGHT;
        }
        double share = WEIGHT / total;
        return servers == 0 ? 0 : (int) Math.floor(share * POINTS * servers);
    }

    /**
     * The server that a key belongs to, as an index into those that the ring was made of; empty if there are none.
     *
     * @param key as bytes of UTF-8
     */
    OptionalInt server(byte[] key, int offset, int length) {
        if (points.length == 0) {
            return OptionalInt.empty();
        }
        int found = Arrays.binarySearch(points, hash(md5(), key, offset, length) << SERVER_BITS);
        int at = found < 0 ? -found - 1 : found;
        return OptionalInt.of((int) points[at == points.length ? 0 : at] & SERVER_MASK);
    }

    private static long hash(MessageDigest md5, byte[] text, int offset, int length) {
        md5.update(text, offset, length);
        byte[] digest = md5.digest();
        return ((digest[3] & 0xFFL) << 24)
                | ((digest[2] & 0xFFL) << 16)
                | ((digest[1] & 0xFFL) << 8)
                | (digest[0] & 0xFFL);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
