package plumbago.web.dashboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that {@code /dashboard/create-temporary} gives: {@code temporary-0} and so on. Numbers only go up, so that the
 * lowest is the oldest, and no address that somebody was given leads to the dashboard of another.
 */
final class TemporaryName {
    private static final String BEGIN = "temporary-";
    private static final Pattern NUMBERED = Pattern.compile(BEGIN + "(\\d{1,15})");

    /** What is given goes on from the largest, and must not come to an end there. */
    private static final long LARGEST_CHOSEN = 1_000_000_000_000L;

    private TemporaryName() {}

    /** Whether no list has such a name. */
    static boolean isTemporary(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(BEGIN);
    }

    /** Whether anybody may save under a name, and not only who is given it. */
    static boolean mayBeChosen(String name) {
        return number(name).orElse(0) <= LARGEST_CHOSEN;
    }

    static String of(long number) {
        return BEGIN + number;
    }

    /** One more than the largest number that there is. */
    static long next(Collection<String> names) {
        return 1
                + names.stream()
                        .mapToLong(name -> number(name).orElse(-1))
                        .max()
                        .orElse(-1);
    }

    /** Those with a number, the oldest first. */
    static List<String> oldestFirst(Collection<String> names) {
        return names.stream()
                .filter(name -> number(name).isPresent())
                .sorted(Comparator.comparingLong(name -> number(name).orElseThrow()))
                .toList();
    }

    private static OptionalLong number(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
