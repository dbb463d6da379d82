package plumbago.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;

/**
 * Those of carbon's daemons that run in one process, each with the settings of its own section.
 *
 * @param cache the settings of what keeps series; empty where nothing is kept
 * @param forwarding the others, in the order in which they start
 */
record Daemons(Optional<Settings> cache, List<Running> forwarding) {
    /** It is a part of names of metrics and of folders. */
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * One that keeps no series.
     *
     * @param settings its own
     */
    record Running(Forwarding daemon, Settings settings) {}

    /** The cache alone. */
    static Daemons cacheAlone(Settings settings) {
        return new Daemons(Optional.of(settings), List.of());
    }

    /**
     * Reads the settings of all that are to run.
     *
     * @param known those that can run beside the cache, or alone
     * @param instance of each of them
     * @throws ConfigException as {@link Settings#load}, for all of them together
     */
    static Daemons load(ConfigSources sources, Role role, String instance, List<Forwarding> known)
            throws ConfigException {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new ConfigException(
                    "--instance " + instance + ": expected letters, digits, and . _ or - behind the first of them");
        }
        List<SettingGroup> groups = Parts.settings(known);
        List<Forwarding> wanted = new ArrayList<>();
        for (Forwarding one : known) {
            boolean isWanted = role.daemon().isPresent()
                    ? role.daemon().get().equals(one.daemon())
                    : one.isOfUse()
                            .test(Settings.loadOnly(
                                    sources.withInstance(one.daemon(), instance), groups, one.decisive()));
            if (isWanted) {
                wanted.add(one);
            }
        }
        boolean hasCache = role.daemon().isEmpty() || role == Role.CACHE;
        List<Section> running = new ArrayList<>();
        if (hasCache) {
            running.add(Section.CACHE);
        }
        wanted.forEach(one -> running.add(one.daemon()));
        if (running.isEmpty()) {
            throw new ConfigException("--role " + role.label() + ": there is no such part in this program");
        }
        return load(sources.withRunning(running), instance, groups, hasCache, wanted);
    }

    private static Daemons load(
            ConfigSources sources,
            String instance,
            List<SettingGroup> groups,
            boolean hasCache,
            List<Forwarding> wanted)
            throws ConfigException {
        // A mistake in what all of them read is one mistake.
        Set<String> problems = new LinkedHashSet<>();
        Optional<Settings> cache =
                hasCache ? load(sources.withInstance(Section.CACHE, instance), groups, problems) : Optional.empty();
        List<Running> forwarding = new ArrayList<>();
        for (Forwarding one : wanted) {
            load(sources.withInstance(one.daemon(), instance), groups, problems)
                    .ifPresent(settings -> forwarding.add(new Running(one, settings)));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(List.copyOf(problems));
        }
        return new Daemons(cache, List.copyOf(forwarding));
    }

    private static Optional<Settings> load(ConfigSources sources, List<SettingGroup> groups, Set<String> problems) {
        try {
            return Optional.of(Settings.load(sources, groups));
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Those of the first: what belongs to the process and to none of them is read from these. */
    Settings first() {
        return cache.orElseGet(() -> forwarding.get(0).settings());
    }

    /** What the user should know, each once. */
    List<String> warnings() {
        return said(Settings::warnings);
    }

    /** What the user wrote that has no meaning here, each once. */
    List<String> notes() {
        return said(Settings::notes);
    }

    private List<String> said(Function<Settings, List<String>> what) {
        return Stream.concat(cache.stream(), forwarding.stream().map(Running::settings))
                .flatMap(settings -> what.apply(settings).stream())
                .distinct()
                .toList();
    }
}
