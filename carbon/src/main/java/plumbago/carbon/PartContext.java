package plumbago.carbon;

import java.time.Clock;
import java.util.function.LongSupplier;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.store.SeriesStore;

/**
 * What the parts of the program stand on that need a store of series; for others there is {@link ProcessContext}.
 *
 * @param store keeps the series; open, and closed after all parts
 * @param intake where the points of all receivers go
 * @param administrators who may change and delete what is stored
 * @param version of the program
 */
public record PartContext(
        Settings settings, Clock clock, SeriesStore store, Intake intake, AdminRule administrators, String version) {
    /**
     * The same with points that go straight into the store.
     *
     * @throws ConfigException if the settings of administrators cannot be used
     */
    public static PartContext of(Settings settings, Clock clock, SeriesStore store, String version)
            throws ConfigException {
        Intake intake = ProcessContext.intake(store.sink(), store.flowControl(), store.counters(), clock);
        return new PartContext(settings, clock, store, intake, AdminRule.of(settings), version);
    }

    /** The time in whole seconds since the epoch. */
    public LongSupplier seconds() {
        return intake.seconds();
    }

    /** Begins with the points of a request. */
    public PostedPoints posted() {
        return new PostedPoints(intake);
    }
}
