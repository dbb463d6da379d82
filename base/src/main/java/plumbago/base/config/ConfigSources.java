package plumbago.base.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the settings are read from, the later going before the earlier: built-in defaults, the environment,
 * carbon.conf, the command line.
 *
 * @param config the file of {@code --config}; where none is given, carbon.conf is looked for where carbon does, and need
 *     not be there
 * @param environment variables of the environment; {@code GRAPHITE_ROOT}, {@code GRAPHITE_CONF_DIR} and
 *     {@code GRAPHITE_STORAGE_DIR} are looked at
 * @param overrides texts {@code section.SETTING=value} of {@code --set}
 * @param daemon the daemon whose section is read
 * @param instance the daemon's instance, whose section {@code [daemon:instance]} goes before {@code [daemon]}
 * @param running all daemons that run in the process; the first one's settings have the warnings and notes about what
 *     belongs to none of them
 */
public record ConfigSources(
        Optional<Path> config,
        Map<String, String> environment,
        List<String> overrides,
        Section daemon,
        String instance,
        List<Section> running) {
    /** The instance that carbon takes where none is named. */
    public static final String DEFAULT_INSTANCE = "a";

    /** No file given, no override, the daemon that keeps points. */
    public static ConfigSources of(Map<String, String> environment) {
        return new ConfigSources(
                Optional.empty(),
                Map.copyOf(environment),
                List.of(),
                Section.CACHE,
                DEFAULT_INSTANCE,
                List.of(Section.CACHE));
    }

    public ConfigSources withConfig(Path file) {
        return new ConfigSources(Optional.of(file), environment, overrides, daemon, instance, running);
    }

    public ConfigSources withOverrides(List<String> all) {
        return new ConfigSources(config, environment, List.copyOf(all), daemon, instance, running);
    }

    /** For another daemon; it alone runs in the process, if it is not among those that {@link #withRunning} has named. */
    public ConfigSources withInstance(Section ofDaemon, String name) {
        return new ConfigSources(
                config,
                environment,
                overrides,
                ofDaemon,
                name,
                running.contains(ofDaemon) ? running : List.of(ofDaemon));
    }

    /** For a process with several daemons. */
    public ConfigSources withRunning(List<Section> daemons) {
        return new ConfigSources(config, environment, overrides, daemon, instance, List.copyOf(daemons));
    }

    /** Whether the settings of this daemon have the warnings and notes about what belongs to none that runs. */
    boolean isFirst() {
        return running.get(0).equals(daemon);
    }

    /** The file to read; empty if none was given and none is where carbon would have it. */
    Optional<Path> configFile() {
        return config.or(() -> {
            String folder = environment.getOrDefault("GRAPHITE_CONF_DIR", "");
            String root = environment.getOrDefault("GRAPHITE_ROOT", "");
            Path where = !folder.isEmpty() ? Path.of(folder) : root.isEmpty() ? Path.of("") : Path.of(root, "conf");
            return Optional.of(where.resolve("carbon.conf")).filter(java.nio.file.Files::exists);
        });
    }
}
