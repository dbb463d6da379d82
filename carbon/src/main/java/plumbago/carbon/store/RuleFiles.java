package plumbago.carbon.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.carbon.config.AggregatorSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.storage.RollUps;

/** The files of rules that new series and names are judged by, read again when they have changed. */
final class RuleFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);

    private final List<String> warnings = new ArrayList<>();
    private final StorageRules storage;
    private final NameRules names;

    /**
     * @param rollUps what parts want for series of theirs
     * @throws ConfigException if one cannot be used; it names the file, and the line where it knows it
     */
    RuleFiles(Settings settings, Clock clock, RollUps rollUps) throws ConfigException {
        Path folder = settings.get(FolderSettings.CONF_DIR);
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            warnings.add("there is no configuration folder " + folder + ", so that new metrics get built-in"
                    + " retentions; --config, CONF_DIR in [cache] or GRAPHITE_CONF_DIR names it");
        }
        storage = new StorageRules(folder, clock, rollUps);
        warnings.addAll(storage.warnings());
        names = new NameRules(
                folder,
                settings.get(ReceiverSettings.USE_WHITELIST),
                // Where an aggregator runs it is its part to rewrite, and as in carbon the cache keeps what it is
                // given.
                settings.running().contains(Section.AGGREGATOR) ? "" : settings.get(AggregatorSettings.REWRITE_RULES),
                clock);
        warnings.addAll(names.warnings());
    }

    /** What the user should know of them, as it was at the start. */
    List<String> warnings() {
        return warnings;
    }

    StorageRules storage() {
        return storage;
    }

    NameRules names() {
        return names;
    }

    /**
     * Reads those again that have changed, where it is time to look.
     *
     * @param namesChanged called if names have to be judged anew
     */
    void check(Runnable namesChanged) {
        look(storage::check, names::check, namesChanged);
    }

    /** The same, whether or not it is time. */
    void checkNow(Runnable namesChanged) {
        look(storage::refresh, names::checkNow, namesChanged);
    }

    private static void look(Runnable ofStorage, BooleanSupplier ofNames, Runnable namesChanged) {
        try {
            ofStorage.run();
            if (ofNames.getAsBoolean()) {
                namesChanged.run();
            }
        } catch (RuntimeException | Error e) {
            // Thrown out of here it would end these looks for good, and out of memory may be over at once.
            LOG.error("the rule files are not looked at this time", e);
        }
    }
}
