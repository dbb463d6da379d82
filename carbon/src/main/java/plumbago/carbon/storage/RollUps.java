package plumbago.carbon.storage;

import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;

/**
 * How new series of parts are rolled up that the user's rules say nothing of in particular: a part knows that what it counts is
 * to be added up. Safe for many threads, and quick: it is asked for each new series.
 */
@FunctionalInterface
public interface RollUps {
    /** Of no series. */
    RollUps NONE = metric -> Optional.empty();

    /**
     * What is to be done with a series; empty for one that is no matter of this.
     *
     * @param metric its name, with its tags if it has some
     */
    Optional<RollUp> of(String metric);

    /** Those of a part by the settings, whether or not it runs: commands ask for them as well as servers. */
    @FunctionalInterface
    interface Declaration {
        /** @throws ConfigException if the settings cannot be used */
        RollUps of(Settings settings) throws ConfigException;
    }

    /** All of several; the first that knows a series decides. */
    static RollUps all(List<RollUps> several) {
        List<RollUps> all = List.copyOf(several);
        return metric -> {
            for (RollUps one : all) {
                Optional<RollUp> known = one.of(metric);
                if (known.isPresent()) {
                    return known;
                }
            }
            return Optional.empty();
        };
    }
}
