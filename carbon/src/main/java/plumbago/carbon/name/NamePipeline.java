package plumbago.carbon.name;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.stats.DropReason;

/**
 * The way of a name through carbon's pipeline: the lists look at it as it was sent, {@code [pre]} rewrites what they let
 * pass, aggregation comes here where there is any, {@code [post]} rewrites what is left, and the outcome gets the one
 * spelling of its metric. The cache goes all of it in a row; what aggregates goes the two halves one by one.
 *
 * <p>Safe for many threads.
 */
public final class NamePipeline implements NameJudge {
    private static final int LOGGED_PER_SECOND = 10;
    private static final int SHOWN_CHARACTERS = 120;

    private static final Logger LOG = LoggerFactory.getLogger(NamePipeline.class);

    private final Rules rules;
    private final Function<String, Optional<String>> spelling;
    private final LogLimit logLimit;

    /** The rules about names that are in force. They may change at any time; safe for many threads. */
    public interface Rules {
        /** Why the lists refuse a name as it was sent; empty if they do not. */
        Optional<DropReason> refusal(String sent);

        /** How names are rewritten at this moment. */
        Rewriting rewriting();
    }

    /** How names are rewritten. Unchangeable. */
    public interface Rewriting {
        /** What {@code [pre]} makes of a name. */
        String before(String name);

        /** What {@code [post]} makes of a name. */
        String after(String name);
    }

    /**
     * @param spelling gives the metric that a name is another spelling of, which may be the name itself; nothing if it cannot
     *     be a metric's name
     * @param clock for the log
     */
    public NamePipeline(Rules rules, Function<String, Optional<String>> spelling, Clock clock) {
        this.rules = rules;
        this.spelling = spelling;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
    }

    @Override
    public NameVerdict judge(String sent) {
        Optional<DropReason> refusal = rules.refusal(sent);
        if (refusal.isPresent()) {
            return NameVerdict.refused(refusal.get());
        }
        // Once: a name is never rewritten half by the old rules and half by the new ones.
        Rewriting rewriting = rules.rewriting();
        return spelt(rewriting.after(rewriting.before(sent)), sent);
    }

    /** The first half: the lists, and {@code [pre]}. What comes out is a name that need not be a metric's yet. */
    public NameVerdict beforeAggregation(String sent) {
        return rules.refusal(sent)
                .map(NameVerdict::refused)
                .orElseGet(() -> NameVerdict.of(rules.rewriting().before(sent)));
    }

    /** The second half: {@code [post]}, and the spelling. */
    public NameVerdict afterAggregation(String name) {
        return spelt(rules.rewriting().after(name), name);
    }

    private NameVerdict spelt(String name, String sent) {
        Optional<String> metric = spelling.apply(name);
        if (metric.isEmpty()) {
            logRefused(sent);
            return NameVerdict.refused(DropReason.INVALID_NAME);
        }
        return NameVerdict.of(metric.get());
    }

    private void logRefused(String name) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            boolean cut = name.length() > SHOWN_CHARACTERS;
            String shown = (cut ? name.substring(0, SHOWN_CHARACTERS) : name).replaceAll("\\p{Cntrl}", "?");
            LOG.warn("points of {}{} are dropped: no file can have that name{}", shown, cut ? "..." : "", suffix);
        }
    }
}
