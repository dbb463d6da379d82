package plumbago.base.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import plumbago.base.measure.Work;

/**
 * JSON for the eye, as Python's {@code json.dumps(…, indent=2)} breaks it into lines. Takes the JSON that this package
 * writes: ASCII, one blank behind each comma and colon, nothing else between values. Used by one thread.
 */
public final class PrettyJson {
    private static final int INDENT = 2;
    /** So many times as long, no more, is what points become. */
    public static final long TIMES = 3;

    private static final int LINE_STEPS = 32;

    private final byte[] from;
    private final boolean sorted;
    private final Work work;
    private final Bytes to;
    private int at;

    private record Member(String key, int begin) {}

    private PrettyJson(Bytes compact, boolean sorted, Work work) {
        this.work = work;
        this.from = compact.array();
        this.sorted = sorted;
        this.to = new Bytes((int) Math.min(Integer.MAX_VALUE - 8, compact.length() * TIMES));
    }

    /**
     * The same in lines.
     *
     * @param sorted whether the keys of objects are put in order, as with {@code sort_keys=True}
     */
    public static Bytes of(Bytes compact, boolean sorted, Work work) {
        PrettyJson json = new PrettyJson(compact, sorted, work);
        json.value(0);
        return json.to;
    }

    private void value(int depth) {
        switch (from[at]) {
            case '[' -> list(depth);
            case '{' -> object(depth);
            default -> copy(endOfPlain(at));
        }
    }

    private void list(int depth) {
        copy(at + 1);
        if (from[at] != ']') {
            boolean more = true;
            while (more) {
                line(depth + 1);
                value(depth + 1);
                more = next();
            }
            line(depth);
        }
        copy(at + 1);
    }

    private void object(int depth) {
        copy(at + 1);
        if (from[at] != '}') {
            if (sorted) {
                sortedMembers(depth + 1);
            } else {
                boolean more = true;
                while (more) {
                    line(depth + 1);
                    member(depth + 1);
                    more = next();
                }
            }
            line(depth);
        }
        copy(at + 1);
    }

    private void sortedMembers(int depth) {
        List<Member> members = new ArrayList<>();
        int end = at;
        for (boolean more = true; more; ) {
            int colon = endOfPlain(end);
            members.add(new Member(new String(from, end, colon - end, StandardCharsets.US_ASCII), end));
            end = endOfValue(colon + 2);
            more = from[end] == ',';
            end += more ? 2 : 0;
        }
        members.sort(Comparator.comparing(Member::key));
        for (int i = 0; i < members.size(); i++) {
            to.ascii(i == 0 ? "" : ",");
            line(depth);
            at = members.get(i).begin();
            member(depth);
        }
        at = end;
    }

    /** A key, a colon and its value. */
    private void member(int depth) {
        copy(endOfPlain(at) + 2);
        value(depth);
    }

    /** Goes on behind a comma, if there is one. */
    private boolean next() {
        if (from[at] != ',') {
            return false;
        }
        to.put(',');
        at += 2;
        return true;
    }

    private void line(int depth) {
        work.done(LINE_STEPS);
        to.put('\n');
        for (int i = 0; i < depth * INDENT; i++) {
            to.put(' ');
        }
    }

    private void copy(int until) {
        while (at < until) {
            to.put(from[at++]);
        }
    }

    /** Where a text, a number or a word ends. */
    private int endOfPlain(int begin) {
        int end = begin;
        if (from[end] == '"') {
            for (end++; from[end] != '"'; end++) {
                end += from[end] == '\\' ? 1 : 0;
            }
            return end + 1;
        }
        while (end < from.length && ",]}\0".indexOf(from[end]) < 0) {
            end++;
        }
        return end;
    }

    private int endOfValue(int begin) {
        int open = 0;
        int end = begin;
        do {
            byte one = from[end];
            if (one == '"') {
                end = endOfPlain(end);
            } else if (one == '[' || one == '{') {
                open++;
                end++;
            } else if (one == ']' || one == '}') {
                open--;
                end++;
            } else {
                end = open == 0 ? endOfPlain(end) : end + 1;
            }
        } while (open > 0);
        return end;
    }
}
