package plumbago.carbon.receiver;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumbago.base.python.PythonText;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.Refusal;

/**
 * The points of one request over HTTP, and what became of them. Give it the points, then {@link #flush}; not for several
 * threads.
 */
public final class PostedPoints {
    /** How many refusals are reported one by one. */
    public static final int MAX_TOLD = 100;

    /** Characters of what was refused that are shown. */
    private static final int SHOWN_CHARACTERS = 120;

    private static final int NAME_BYTES = 1 << 16;

    private final Intake intake;
    private final List<Refused> refused = new ArrayList<>();
    private final byte[] names = new byte[NAME_BYTES];
    private final BatchFiller points;
    private Object sender = "";
    private long unread;
    private int namesEnd;
    private long taken;
    private long refusals;
    private int line;
    private int lineStart;

    /**
     * Something that was refused.
     *
     * @param position the line, or the point among the others, from 1
     * @param reason what is wrong with it
     * @param shown what it begins with
     */
    public record Refused(long position, String reason, String shown) {}

    /** Begins with a request. */
    public PostedPoints(Intake intake) {
        this.intake = intake;
        this.points = new BatchFiller(this::pass, intake.counters(), intake.seconds());
        this.points.begin(names);
    }

    /** Says whose they are; before there are any. */
    public PostedPoints from(InetAddress whose) {
        sender = Sender.of(intake.senders(), whose, "points over HTTP");
        points.begin(names, sender);
        return this;
    }

    private void pass(PointBatch batch) {
        taken += batch.size();
        intake.sink().accept(batch);
    }

    /** Whether there is no space for points at the moment, so that the sender should come again later. */
    public boolean isPaused() {
        return intake.flowControl().paused();
    }

    /** Takes plaintext lines, the last of which needs no end; empty ones are passed over. */
    public void lines(byte[] text) {
        byte[] bytes = Arrays.copyOf(text, text.length + 1 + LineParser.PADDING);
        bytes[text.length] = '\n';
        line = 1;
        lineStart = 0;
        new LineParser(this::pass, intake.counters(), this::refuseLine, intake.seconds())
                .parse(bytes, 0, text.length + 1, sender);
    }

    private void refuseLine(Object sender, byte[] bytes, int start, int end, String reason) {
        String shown = new String(bytes, start, Math.min(end - start, 4 * SHOWN_CHARACTERS), StandardCharsets.UTF_8);
        if (PythonText.strip(shown).isEmpty() && end - start < 4 * SHOWN_CHARACTERS) {
            return;
        }
        for (; lineStart < start; lineStart++) {
            if (bytes[lineStart] == '\n') {
                line++;
            }
        }
        refuse(Refusal.LINE, line, reason, shown);
    }

    /**
     * Takes one point.
     *
     * @param position its place among the others, from 1
     * @param timestamp seconds since the epoch
     */
    public void point(long position, String name, double timestamp, double value) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (name.codePoints().anyMatch(PostedPoints::isHalf)) {
            refusePoint(position, "its name holds half of a surrogate pair, which is no character", name);
            return;
        }
        if (bytes.length > LineParser.MAX_LINE_BYTES) {
            refusePoint(position, "its name is longer than " + LineParser.MAX_LINE_BYTES + " bytes", name);
            return;
        }
        if (Double.isNaN(timestamp) || Double.isInfinite(timestamp)) {
            refusePoint(position, "its timestamp is not finite", name);
            return;
        }
        if (namesEnd + bytes.length > names.length) {
            flush();
        }
        System.arraycopy(bytes, 0, names, namesEnd, bytes.length);
        points.add(namesEnd, bytes.length, NameHash.of(names, namesEnd, bytes.length), timestamp, value);
        namesEnd += bytes.length;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Says how many bytes the points that are given one by one were read of; {@link #lines} knows it. */
    public void readOf(long bytes) {
        unread = bytes;
    }

    /** Refuses a point that could not be read. */
    public void refusePoint(long position, String reason, String shown) {
        refuse(Refusal.POINT, position, reason, shown);
    }

    private void refuse(Refusal kind, long position, String reason, String shown) {
        intake.counters().refused(kind);
        Sender.refused(sender);
        byte[] text = shown.getBytes(StandardCharsets.UTF_8);
        intake.counters().examples().refused(kind, sender, text, 0, text.length, reason);
        refusals++;
        if (refused.size() < MAX_TOLD) {
            boolean cut = shown.length() > SHOWN_CHARACTERS;
            refused.add(new Refused(position, reason, cut ? shown.substring(0, SHOWN_CHARACTERS) + "..." : shown));
        }
    }

    /** Passes on the points that were given one by one so far. */
    public void flush() {
        points.end(unread);
        unread = 0;
        namesEnd = 0;
    }

    /** How many points were passed on. What becomes of them then, the accounts say. */
    public long accepted() {
        return taken;
    }

    /** How many lines or points were refused. */
    public long refusals() {
        return refusals;
    }

    /** The first of what was refused, {@value #MAX_TOLD} at most. */
    public List<Refused> refused() {
        return List.copyOf(refused);
    }
}
