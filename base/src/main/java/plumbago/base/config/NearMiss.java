package plumbago.base.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody who misspelt one is likely to have meant. */
final class NearMiss {
    private NearMiss() {}

    /** The nearest of the known names; empty if none is near. */
    static Optional<String> of(String name, List<String> known) {
        String wanted = name.toUpperCase(Locale.ROOT);
        int nearest = Math.max(2, name.length() / 4) + 1;
        String best = null;
        for (String candidate : known) {
            int distance = distance(wanted, candidate.toUpperCase(Locale.ROOT), nearest);
            if (distance < nearest) {
                nearest = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many letters have to be put in, left out or exchanged; {@code limit} for that many or more. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(before[j], row[j - 1]));
            }
            int[] done = before;
            before = row;
            row = done;
        }
        return Math.min(before[b.length()], limit);
    }
}
