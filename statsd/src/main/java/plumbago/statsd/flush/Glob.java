package plumbago.statsd.flush;

/**
 * A pattern of whole names: a star stands for any letters, points included, and a question mark for one. Names are what senders
 * make of them: whatever the name, looking at it takes no more steps than it has letters for each letter of the pattern. For
 * any thread.
 */
final class Glob {
    private final int[] letters;

    Glob(String pattern) {
        letters = pattern.codePoints().toArray();
    }

    /** Whether the whole name fits. */
    boolean matches(String name) {
        int[] of = name.codePoints().toArray();
        int at = 0;
        int next = 0;
        // Where the last star is, and where what it stands for ends at present: none before it has to stand for more.
        int star = -1;
        int end = 0;
        while (at < of.length) {
            if (next < letters.length && letters[next] == '*') {
                star = next++;
                end = at;
            } else if (next < letters.length && (letters[next] == '?' || letters[next] == of[at])) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++end;
            } else {
                return false;
            }
        }
        while (next < letters.length && letters[next] == '*') {
            next++;
        }
        return next == letters.length;
    }
}
