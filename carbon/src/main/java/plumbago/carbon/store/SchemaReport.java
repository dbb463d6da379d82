package plumbago.carbon.store;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.carbon.housekeeping.StoredMetrics;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StorageDeclaration;
import plumbago.carbon.storage.StoredNames;
import plumbago.carbon.tags.TaggedNames;

/**
 * Which files of a data folder have other retentions, another aggregation method or another xFilesFactor than
 * storage-schemas.conf and storage-aggregation.conf, and parts for series of theirs, want. Only reads, also while a server has the folder.
 *
 * @param checked how many files were looked at
 * @param differing by metric, how its file differs, a sentence each
 * @param failed by metric, why its file could not be judged
 * @param warnings what else the user should know
 */
public record SchemaReport(
        int checked, Map<String, List<String>> differing, Map<String, String> failed, List<String> warnings) {
    /**
     * Looks at all metrics that a path expression matches.
     *
     * @throws ConfigException if a rule file cannot be used
     * @throws IOException if the data folder cannot be read
     */
    public static SchemaReport of(
            Settings settings, Clock clock, Storages storages, TaggedNames taggedNames, String pattern)
            throws ConfigException, IOException {
        StorageRules rules = new StorageRules(settings.get(FolderSettings.CONF_DIR), clock, storages.rollUps(settings));
        MetricIndex index = new MetricIndex();
        try (Storage storage =
                storages.open(new StorageDeclaration.Context(settings, clock, rules, new PointCounters(), false))) {
            return of(index, storage, clock, rules, taggedNames, pattern);
        }
    }

    private static SchemaReport of(
            MetricIndex index,
            Storage storage,
            Clock clock,
            StorageRules rules,
            TaggedNames taggedNames,
            String pattern)
            throws IOException {
        StoredNames names = storage.names(index, clock);
        names.look();
        List<String> warnings = new ArrayList<>(rules.warnings());
        warnings.addAll(names.troubles());
        StoredMetrics stored = new StoredMetrics(index, storage, rules, taggedNames);
        Map<String, List<String>> differing = new LinkedHashMap<>();
        Map<String, String> failed = new LinkedHashMap<>();
        List<String> metrics = stored.matching(pattern);
        for (String metric : metrics) {
            try {
                List<String> differences = stored.differences(metric);
                if (!differences.isEmpty()) {
                    differing.put(metric, differences);
                }
            } catch (IOException | ArithmeticException e) {
                failed.put(metric, String.valueOf(e.getMessage()));
            }
        }
        return new SchemaReport(metrics.size(), differing, failed, warnings);
    }
}
