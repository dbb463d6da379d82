package plumbago.statsd.backend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.config.StatsdOptionsReader;
import plumbago.statsd.config.StatsdSettings;

/** The options that lines of a section say. */
final class GivenOptions {
    private GivenOptions() {}

    static StatsdOptions of(Path folder, String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("carbon.conf"), "[statsd]\n" + lines);
        return StatsdOptionsReader.read(Settings.load(
                ConfigSources.of(Map.of()).withConfig(file),
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList()));
    }
}
