package plumbago.carbon.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;
import plumbago.carbon.config.AggregationRule;
import plumbago.carbon.config.Schema;
import plumbago.carbon.config.StorageAggregation;
import plumbago.carbon.config.StorageSchemas;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.RollUp;
import plumbago.carbon.storage.RollUps;
import plumbago.carbon.storage.SeriesLayout;

/**
 * The shape of new series by storage-schemas.conf and storage-aggregation.conf, as they are at the moment. Where the latter has
 * nothing but a rule for all, or none, what a part wants for its own series goes first.
 */
final class StorageRules implements Layouts {
    private final RuleFile<StorageSchemas> schemas;
    private final RuleFile<StorageAggregation> aggregation;

    private final RollUps rollUps;

    /** Most new metrics are shaped like the one before. */
    private volatile Shape lastShape;

    private record Shape(Schema schema, RollUp rollUp, SeriesLayout layout) {}

    /**
     * Reads both files.
     *
     * @param rollUps what parts want for series of theirs
     * @throws ConfigException if one is there and cannot be used
     */
    StorageRules(Path configFolder, Clock clock, RollUps rollUps) throws ConfigException {
        this.rollUps = rollUps;
        schemas = RuleFile.open(
                configFolder.resolve(StorageSchemas.FILE_NAME),
                StorageSchemas::parse,
                StorageSchemas.builtIn(),
                false,
                RuleFile.SCHEMAS,
                clock);
        aggregation = RuleFile.open(
                configFolder.resolve(StorageAggregation.FILE_NAME),
                StorageAggregation::parse,
                StorageAggregation.builtIn(),
                false,
                RuleFile.SCHEMAS,
                clock);
    }

    /** Reads the files again if they have changed; to be called now and then, by one thread. */
    void check() {
        schemas.check();
        aggregation.check();
    }

    @Override
    public void refresh() {
        schemas.checkNow();
        aggregation.checkNow();
    }

    List<String> warnings() {
        List<String> all = new ArrayList<>(schemas.current().warnings());
        all.addAll(aggregation.current().warnings());
        return all;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // rules that were read again are others, and so is what is made of them
    public SeriesLayout layoutFor(String metric) {
        RollUp rollUp = rollUpFor(metric);
        Schema schema = schemas.current().schemaFor(metric);
        Shape known = lastShape;
        if (known == null || known.schema() != schema || !known.rollUp().equals(rollUp)) {
            known = new Shape(schema, rollUp, layout(schema, rollUp));
            lastShape = known;
        }
        return known.layout();
    }

    /** The rules of storage-schemas.conf that are in force. */
    StorageSchemas schemas() {
        return schemas.current();
    }

    /** The rules of storage-aggregation.conf that are in force. */
    StorageAggregation aggregation() {
        return aggregation.current();
    }

    /** Whether what a part wants goes before the rule that was found for a series. */
    boolean isRolledUpByPart(AggregationRule rule, String metric) {
        return rule.takesAll() && rollUps.of(metric).isPresent();
    }

    private RollUp rollUpFor(String metric) {
        AggregationRule rule = aggregation.current().ruleFor(metric);
        return rule.takesAll() ? rollUps.of(metric).orElseGet(rule::rollUp) : rule.rollUp();
    }

    private static SeriesLayout layout(Schema schema, RollUp rollUp) {
        return new SeriesLayout(schema.retentions(), (float) rollUp.xFilesFactor(), rollUp.method());
    }
}
