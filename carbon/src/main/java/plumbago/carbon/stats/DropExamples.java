package plumbago.carbon.stats;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The last few of what was dropped or refused, for people who want to know what senders do wrong: {@value #KEPT} of each
 * reason, and of one reason as many in a second. Whoever counts a drop offers an example of it, which costs a look at the clock
 * while enough are kept. Safe for many threads.
 */
public final class DropExamples {
    /** How many are kept of each reason. */
    public static final int KEPT = 10;

    /** Bytes of a line, or of a name with its value and timestamp, that are kept. */
    public static final int SHOWN_BYTES = 200;

    /** What is left of them for a name when the numbers are there. */
    private static final int NAME_BYTES = 150;

    private static final int EXPECTED_CHARACTERS = 400;
    private static final long SECOND = 1000;

    private final Clock clock;
    private final Map<DropReason, Ring> dropped = new EnumMap<>(DropReason.class);
    private final Map<Refusal, Ring> refused = new EnumMap<>(Refusal.class);

    /**
     * One of them.
     *
     * @param text what the line began with, or the point as a line, in printable form
     * @param sender its address and port; empty if that is not known, or it was this process
     * @param millis when, since the epoch
     * @param expected what would have been right, or what was wrong
     */
    public record Example(String text, String sender, long millis, String expected) {}

    /** @param clock says when */
    public DropExamples(Clock clock) {
        this.clock = clock;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new Ring());
        }
        for (Refusal kind : Refusal.values()) {
            refused.put(kind, new Ring());
        }
    }

    /** The last ones of a kind, and until when they are enough. */
    private static final class Ring {
        private final Example[] kept = new Example[KEPT];
        private int next;

        /** Milliseconds since the epoch. */
        private volatile long enoughUntil;

        boolean isEnough(long now) {
            long until = enoughUntil;
            // A clock that was set back says nothing.
            return now < until && now >= until - SECOND;
        }

        synchronized void add(Example example) {
            if (isEnough(example.millis())) {
                return;
            }
            kept[next] = example;
            next = (next + 1) % KEPT;
            enoughUntil = kept[next] == null ? 0 : kept[next].millis() + SECOND;
        }

        /** The latest first. */
        synchronized List<Example> all() {
            List<Example> all = new ArrayList<>(KEPT);
            for (int i = KEPT - 1; i >= 0; i--) {
                Example one = kept[(next + i) % KEPT];
                if (one != null) {
                    all.add(one);
                }
            }
            return all;
        }
    }

    /**
     * Offers a dropped point.
     *
     * @param sender an {@link InetSocketAddress}, or something that prints as what is known of it
     * @param names where its name stands
     * @param timestamp seconds since the epoch
     */
    public void dropped(
            DropReason reason, Object sender, byte[] names, int offset, int length, double value, long timestamp) {
        Ring ring = dropped.get(reason);
        long now = clock.millis();
        if (!ring.isEnough(now)) {
            String text = printable(names, offset, offset + length, NAME_BYTES) + ' ' + value + ' ' + timestamp;
            ring.add(new Example(text, address(sender), now, reason.expected()));
        }
    }

    /** Offers points of a metric that were dropped after they had been accepted; whose they were is not known any more. */
    public void dropped(DropReason reason, String metric) {
        dropped(reason, metric, reason.expected());
    }

    /** The same with more to say than the reason alone. */
    public void dropped(DropReason reason, String metric, String expected) {
        Ring ring = dropped.get(reason);
        long now = clock.millis();
        if (!ring.isEnough(now)) {
            byte[] name = metric.getBytes(StandardCharsets.UTF_8);
            ring.add(new Example(printable(name, 0, name.length, SHOWN_BYTES), "", now, brief(expected)));
        }
    }

    /**
     * Offers something that was refused.
     *
     * @param sender an {@link InetSocketAddress}, or something that prints as what is known of it
     * @param bytes where it stands, from {@code start} to {@code end}
     * @param expected what was wrong with it, or would be right
     */
    public void refused(Refusal kind, Object sender, byte[] bytes, int start, int end, String expected) {
        Ring ring = refused.get(kind);
        long now = clock.millis();
        if (!ring.isEnough(now)) {
            ring.add(new Example(printable(bytes, start, end, SHOWN_BYTES), address(sender), now, brief(expected)));
        }
    }

    /** The same where nothing of it can be shown. */
    public void refused(Refusal kind, Object sender, String expected) {
        refused(kind, sender, new byte[0], 0, 0, expected);
    }

    /** Examples of dropped points, the latest first. */
    public List<Example> of(DropReason reason) {
        return dropped.get(reason).all();
    }

    /** Examples of what was refused, the latest first. */
    public List<Example> of(Refusal kind) {
        return refused.get(kind).all();
    }

    private static String address(Object sender) {
        if (sender instanceof InetSocketAddress address && address.getAddress() != null) {
            return address.getAddress().getHostAddress() + ':' + address.getPort();
        }
        String text = brief(sender.toString());
        return text.startsWith("/") ? text.substring(1) : text;
    }

    private static String brief(String text) {
        return text.length() <= EXPECTED_CHARACTERS ? text : text.substring(0, EXPECTED_CHARACTERS) + "...";
    }

    /** The first bytes of a text in printable form, so that they are one line wherever they are shown. */
    public static String printable(byte[] bytes, int start, int end, int most) {
        int shown = Math.min(end - start, most);
        StringBuilder printable = new StringBuilder(shown + 3);
        new String(bytes, start, shown, StandardCharsets.UTF_8).codePoints().forEach(codePoint -> {
            if (Character.isISOControl(codePoint) || codePoint == 0xFFFD) {
                printable.append('?');
            } else {
                printable.appendCodePoint(codePoint);
            }
        });
        return shown < end - start ? printable.append("...").toString() : printable.toString();
    }
}
