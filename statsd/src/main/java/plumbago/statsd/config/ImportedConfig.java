package plumbago.statsd.config;

import java.util.List;

/**
 * What a configuration of the original has become.
 *
 * @param text a section of carbon.conf, with comments where something could not be taken over as it is
 * @param warnings the same for whoever runs the import, with file and line
 */
public record ImportedConfig(String text, List<String> warnings) {}
