package plumbago.web.dashboard;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much is kept of dashboards, and where; as much again of templates.
 *
 * @param most how many; further ones are refused
 * @param mostBytes how many bytes they may take on the disk together
 * @param folder where each is a file; without it they are in the state folder
 * @param gdash where GDash's dashboards are
 */
public record DashboardOptions(int most, long mostBytes, Optional<Path> folder, Optional<Path> gdash) {
    /** Those of a server without settings. */
    public static DashboardOptions defaults() {
        return new DashboardOptions(10_000, 64L << 20, Optional.empty(), Optional.empty());
    }
}
