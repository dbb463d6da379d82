package plumbago.base.python;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular expression in Python's syntax (module {@code re} of Python 3.11, patterns on text), with Python's meaning of
 * {@code $}, {@code \Z}, {@code \w}, {@code \b} and the rest.
 *
 * <p>A search costs a bounded number of steps. A pattern that backtracks without end on some name is given up there: it
 * does not match, and the log names it once.
 *
 * <p>Safe for use by several threads, unless it is {@linkplain #compile(String, Runnable) watched}.
 */
public final class PythonPattern {
    /** Looks at the text in one search. A simple pattern looks at each character about once; names have at most 16384. */
    private static final int MOST_STEPS = 5_000_000;

    private static final int STEPS_UNWATCHED = 100_000;

    /** Of a pattern and of a text in the log. */
    private static final int SHOWN_CHARACTERS = 80;

    private static final Logger LOG = LoggerFactory.getLogger(PythonPattern.class);

    private final String source;
    private final Pattern pattern;
    private final Pattern advancing;
    private final Map<String, Integer> groupNames;
    private final int groups;

    /** Whether it is one of the two usual ways to say that every name is meant, for which nobody needs to look. */
    private final boolean findsAll;

    private final AtomicBoolean givenUp = new AtomicBoolean();

    /** Null if nobody watches. */
    private final Runnable watcher;

    private int stepsSinceWatched;

    private PythonPattern(String source, PatternTranslator translated, Runnable watcher) {
        this.source = source;
        this.watcher = watcher;
        this.pattern = Pattern.compile(translated.regex(), translated.flags());
        this.advancing = Pattern.compile("(?:" + translated.regex() + ")(?!\\G)", translated.flags());
        this.groupNames = Map.copyOf(translated.groupNames());
        this.groups = translated.groups();
        this.findsAll = source.isEmpty() || source.equals(".*");
    }

    /**
     * Compiles a pattern.
     *
     * @throws PatternSyntaxException if Python would refuse the pattern, or if it uses the one thing that has no
     *     counterpart here, a conditional group {@code (?(1)...)}; the description says what is wrong and the index
     *     where
     */
    public static PythonPattern compile(String source) {
        return compile(source, false, null);
    }

    /**
     * Compiles a pattern to which large and small letters are the same, as with {@code re.IGNORECASE}.
     *
     * @throws PatternSyntaxException as {@link #compile(String)} does
     */
    public static PythonPattern compileIgnoringCase(String source) {
        return compile(source, true, null);
    }

    /**
     * Compiles a pattern for one thread, which is asked now and then whether the searches may go on. A search by itself
     * ends, but a hundred thousand that are just not given up take an hour.
     *
     * @param watcher called after every hundred thousand steps or so, within a search; what it throws ends that
     * @throws PatternSyntaxException as {@link #compile(String)} does
     */
    public static PythonPattern compile(String source, Runnable watcher) {
        return compile(source, false, watcher);
    }

    private static PythonPattern compile(String source, boolean ignoringCase, Runnable watcher) {
        PatternTranslator translated = new PatternTranslator(source, ignoringCase);
        try {
            translated.translate();
            return new PythonPattern(source, translated, watcher);
        } catch (PatternSyntaxException e) {
            // What Java refuses it shows in its own spelling, which the user has never seen.
            throw new PatternSyntaxException(
                    e.getDescription(), source, e.getPattern().equals(source) ? e.getIndex() : -1);
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("nested too deeply", source, -1);
        }
    }

    /** Whether it matches anywhere in the text, as {@code re.search}; not if it was given up. */
    public boolean find(String text) {
        if (findsAll) {
            return true;
        }
        try {
            return matcher(text).find();
        } catch (TooManySteps | StackOverflowError e) {
            giveUp(text);
            return false;
        }
    }

    /** What is wrong with a pattern, in one line for a message that shows the pattern itself. */
    public static String whatIsWrong(PatternSyntaxException e) {
        String where = e.getIndex() < 0 ? "" : " (at character " + (e.getIndex() + 1) + ")";
        return "not a regular expression: " + e.getDescription() + where;
    }

    /** The pattern as it was written. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }

    /** Whether it matches from the first character, to wherever, as {@code re.match}; not if it was given up. */
    public boolean isAtStartOf(String text) {
        try {
            return matcher(text).lookingAt();
        } catch (TooManySteps | StackOverflowError e) {
            giveUp(text);
            return false;
        }
    }

    /**
     * Matches from the first character, to wherever, as {@code re.match}; not if it was given up.
     *
     * @return what the groups with names matched, without those that took no part; nothing if the pattern does not match
     */
    public Optional<Map<String, String>> namedGroupsAtStartOf(String text) {
        try {
            Matcher matcher = matcher(text);
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            if (groupNames.isEmpty()) {
                return Optional.of(Map.of());
            }
            Map<String, String> matched = new HashMap<>();
            groupNames.forEach((name, group) -> {
                if (matcher.start(group) >= 0) {
                    matched.put(name, matcher.group(group));
                }
            });
            return Optional.of(matched);
        } catch (TooManySteps | StackOverflowError e) {
            giveUp(text);
            return Optional.empty();
        }
    }

    /** The names of its groups. */
    public Set<String> namesOfGroups() {
        return groupNames.keySet();
    }

    Matcher matcher(String text) {
        return counted(pattern.matcher(new CountedText(text)));
    }

    /** The same but for matches that end where the search began: what Python looks for behind an empty match. */
    Matcher advancingMatcher(String text) {
        return counted(advancing.matcher(new CountedText(text)));
    }

    /**
     * With these bounds look-ahead and {@code $} ask for the length of the text, which is a step. They also let a search
     * that begins within the text see what is before it.
     */
    private static Matcher counted(Matcher matcher) {
        return matcher.useTransparentBounds(true).useAnchoringBounds(false);
    }

    Map<String, Integer> groupNames() {
        return groupNames;
    }

    int groups() {
        return groups;
    }

    void giveUp(String text) {
        if (givenUp.compareAndSet(false, true)) {
            LOG.warn(
                    "The pattern '{}' was given up as not matching '{}': it backtracks too much on it"
                            + " (this is said once for each pattern).",
                    beginning(source),
                    beginning(text));
        }
    }

    private static String beginning(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
    }

    /** Thrown out of a search that looked at too many characters. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** Counts how often it is looked at, its length included: the only hold on java.util.regex from outside. */
    private final class CountedText implements CharSequence {
        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        private void count() {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            if (watcher != null && ++stepsSinceWatched > STEPS_UNWATCHED) {
                stepsSinceWatched = 0;
                watcher.run();
            }
        }

        @Override
        public char charAt(int index) {
            count();
            return text.charAt(index);
        }

        @Override
        public int length() {
            count();
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
