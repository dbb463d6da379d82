package plumbago.web.render.function;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import plumbago.base.measure.Work;
import plumbago.web.render.series.Series;
import plumbago.web.render.time.LocalOffset;
import plumbago.web.render.time.ServerTime;

/**
 * What a target is evaluated in: the range asked for, what time it is, and where series come from. One request's
 * targets share the running sums of {@code stacked} and the xFilesFactor that {@code setXFilesFactor} leaves behind.
 * Used by one thread.
 */
public final class Context {
    private final long from;
    private final long until;
    private final LocalOffset fromOffset;
    private final LocalOffset untilOffset;
    private final long now;
    private final ZoneId zone;
    private final ServerTime server;
    private final Source source;
    private final Map<String, String> templateValues;
    private final Map<String, double[]> stacks;
    private final Set<String> pathsByPosition;
    private boolean inNamedArgument;
    private boolean forgetsPipes;
    private double xFilesFactor;

    /** Where series and what else functions show come from. */
    public interface Source {
        /** Series by path expression in order of name, without those that have nothing in the range. */
        List<Series> fetch(String pathExpression, Context context);

        /**
         * Hands over the same series one after the other, and keeps none.
         *
         * @param taker says whether it can go on
         * @return whether it always could; else the series handed over count as not fetched
         */
        boolean each(String pathExpression, Context context, Predicate<Series> taker);

        /**
         * Series by tag expressions, in order of name.
         *
         * @param pathExpression what aggregates of them are called after
         */
        List<Series> fetchByTags(List<String> tagExpressions, String pathExpression, Context context);

        /**
         * How many events with all of these tags ({@code *} for any) began in each step.
         *
         * @param from seconds since the epoch, the beginning of the first step
         * @param steps how many steps
         * @param step seconds of each
         */
        double[] countEvents(List<String> tags, long from, int steps, int step, Context context);

        /**
         * Called before each function works.
         *
         * @throws RuntimeException if there is no use in going on: the client has gone or the time is up
         */
        void proceed();

        /** Counts the steps of long loops; it calls {@link #proceed} now and then. */
        Work work();

        /**
         * Called before memory is taken that grows with what was asked.
         *
         * @throws RuntimeException if that is more than there is
         */
        void claim(long bytes);

        /** The same for memory that is held until the request's end. */
        void claimForGood(long bytes);

        /** What is claimed at the moment, in bytes; series that were fetched are in it. */
        long claimed();

        /**
         * Called with what a function made, when all else that it took has been left behind.
         *
         * @param before what was claimed before the function's arguments were evaluated
         * @throws RuntimeException if it is more than there is memory for
         */
        void keepOnly(long before, List<Series> made);

        /** The wall clock, in seconds since the epoch, for the functions that do not care for the request's. */
        long wallClock();

        /** Who is notified of what is done. */
        default EvaluationListener listener() {
            return EvaluationListener.NONE;
        }
    }

    /**
     * What the targets of one request are evaluated in.
     *
     * @param from seconds since the epoch; the first value asked for is after it
     * @param until seconds since the epoch
     * @param now seconds since the epoch, what the request holds to be the present
     * @param zone what the request names
     * @param serverZone what clock times are of that a request's zone does not count for
     * @param xFilesFactor the share of values, 0 to 1, that must be there for an aggregate, where no function says another
     * @param pathsByPosition the path expressions of all targets, but those in arguments passed by name
     * @param templateValues variables' values from the request, which go before those in the target
     */
    public Context(
            long from,
            long until,
            long now,
            ZoneId zone,
            ZoneId serverZone,
            double xFilesFactor,
            Map<String, String> templateValues,
            Set<String> pathsByPosition,
            Source source) {
        this(
                from,
                LocalOffset.of(zone, from),
                until,
                LocalOffset.of(zone, until),
                now,
                zone,
                new ServerTime(serverZone),
                xFilesFactor,
                templateValues,
                pathsByPosition,
                source,
                new HashMap<>());
    }

    private Context(
            long from,
            LocalOffset fromOffset,
            long until,
            LocalOffset untilOffset,
            long now,
            ZoneId zone,
            ServerTime server,
            double xFilesFactor,
            Map<String, String> templateValues,
            Set<String> pathsByPosition,
            Source source,
            Map<String, double[]> stacks) {
        this.pathsByPosition = pathsByPosition;
        this.from = from;
        this.fromOffset = fromOffset;
        this.until = until;
        this.untilOffset = untilOffset;
        this.now = now;
        this.zone = zone;
        this.server = server;
        this.xFilesFactor = xFilesFactor;
        this.templateValues = templateValues;
        this.source = source;
        this.stacks = stacks;
    }

    /**
     * The same, over another range, for functions that look further back, or at another time.
     *
     * @param newFrom seconds since the epoch
     * @param newUntil seconds since the epoch
     */
    public Context over(long newFrom, long newUntil) {
        return over(newFrom, fromOffset, newUntil, untilOffset);
    }

    private Context over(long newFrom, LocalOffset newFromOffset, long newUntil, LocalOffset newUntilOffset) {
        Context context = new Context(
                newFrom,
                newFromOffset,
                newUntil,
                newUntilOffset,
                now,
                zone,
                server,
                xFilesFactor,
                templateValues,
                pathsByPosition,
                source,
                stacks);
        context.forgetsPipes = forgetsPipes;
        return context;
    }

    /** The same, for an argument that is evaluated once more. */
    Context again() {
        Context context = over(from, until);
        context.forgetsPipes = true;
        return context;
    }

    /** The same from a time on that was given as one of the server's zone. */
    Context fromServers(long newFrom) {
        return over(newFrom, LocalOffset.of(server.zone(), newFrom), until, untilOffset);
    }

    /** The same until a time that was given as one of the server's zone. */
    Context untilServers(long newUntil) {
        return over(from, fromOffset, newUntil, LocalOffset.of(server.zone(), newUntil));
    }

    /** The same, for a target that is evaluated for the first time. */
    Context withPipes() {
        Context context = over(from, until);
        context.forgetsPipes = false;
        return context;
    }

    /**
     * Whether only what stands left of the bars counts in {@code path|call()}: Graphite's parser gives each piped call
     * once, and an argument that is evaluated again over another range has lost them.
     */
    boolean forgetsPipes() {
        return forgetsPipes;
    }

    /** The same, for what is passed by name. */
    Context forNamedArgument() {
        Context context = over(from, until);
        context.inNamedArgument = true;
        return context;
    }

    /**
     * Series by path expression. In an argument passed by name Graphite does not fetch, and has series only if the same
     * path stands by position somewhere in the request.
     */
    List<Series> fetch(String pathExpression) {
        return hasNone(pathExpression) ? List.of() : source.fetch(pathExpression, this);
    }

    /** As {@link #fetch}, by {@link Source#each}. */
    boolean each(String pathExpression, Predicate<Series> taker) {
        return hasNone(pathExpression) || source.each(pathExpression, this, taker);
    }

    private boolean hasNone(String pathExpression) {
        return inNamedArgument && !pathsByPosition.contains(pathExpression);
    }

    /** The beginning of the range, in seconds since the epoch; the first value asked for is after it. */
    public long from() {
        return from;
    }

    /** The end of the range, in seconds since the epoch. */
    public long until() {
        return until;
    }

    /** What the request holds to be the present, in seconds since the epoch. */
    public long now() {
        return now;
    }

    /** The zone of the request, which clock times in arguments are of. */
    public ZoneId zone() {
        return zone;
    }

    /** What the clock shows that {@link #from} and times reckoned from it go by. */
    LocalOffset fromOffset() {
        return fromOffset;
    }

    /** What the clock shows that {@link #until} and times reckoned from it go by. */
    LocalOffset untilOffset() {
        return untilOffset;
    }

    /** The clock of {@code TIME_ZONE}. */
    ServerTime server() {
        return server;
    }

    /** The beginning as the server takes it, in seconds since the epoch. */
    long fromAtServer() {
        return server.of(from, fromOffset);
    }

    /** The end as the server takes it, in seconds since the epoch. */
    long untilAtServer() {
        return server.of(until, untilOffset);
    }

    /** Where series come from; the same for all targets of a request. */
    public Source source() {
        return source;
    }

    /** As {@link Call#newValues}. */
    double[] newValues(long n) {
        source.claim(n * Double.BYTES);
        source.work().done(n);
        return new double[(int) n];
    }

    /** The same for places of values. */
    int[] newPlaces(long n) {
        source.claim(n * Integer.BYTES);
        source.work().done(n);
        return new int[(int) n];
    }

    /** The share of values, 0 to 1, that must be there for an aggregate, as the request or {@code setXFilesFactor} says. */
    public double xFilesFactor() {
        return xFilesFactor;
    }

    void xFilesFactor(double share) {
        xFilesFactor = share;
    }

    Map<String, String> templateValues() {
        return templateValues;
    }

    /** Takes memory for running sums, which are kept as long as the request takes. */
    void stacksClaim(long more) {
        source.claimForGood(more * Double.BYTES);
    }

    /** Running sums by the name of the stack. */
    Map<String, double[]> stacks() {
        return stacks;
    }
}
