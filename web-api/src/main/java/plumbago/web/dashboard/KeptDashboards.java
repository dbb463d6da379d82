package plumbago.web.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import plumbago.base.records.RecordUpkeep;
import plumbago.web.dashboard.gdash.GdashFolder;

/**
 * All that is kept of dashboards, for {@link DashboardHandlers}: in records of the state folder, or in files of a folder
 * of their own. Safe for many threads; opened, started and closed by one.
 */
public final class KeptDashboards implements AutoCloseable {
    private static final String TEMPLATES = "templates";

    private final DashboardRecords records;
    private final DashboardRecords templateRecords;

    /** Empty if all are kept in records. */
    private final Optional<DashboardFolder> folder;

    private final Optional<DashboardFolder> templateFolder;
    private final Optional<GdashFolder> gdash;

    private KeptDashboards(
            DashboardRecords records,
            DashboardRecords templateRecords,
            Optional<DashboardFolder> folder,
            Optional<DashboardFolder> templateFolder,
            Optional<GdashFolder> gdash) {
        this.records = records;
        this.templateRecords = templateRecords;
        this.folder = folder;
        this.templateFolder = templateFolder;
        this.gdash = gdash;
    }

    /**
     * Reads what is there, and writes nothing.
     *
     * @param state the folder of records; without one they are kept in memory
     * @param render the path that this server answers pictures at
     * @throws IOException if something is there and cannot be read; the message names it
     */
    public static KeptDashboards open(Optional<Path> state, DashboardOptions options, String render)
            throws IOException {
        DashboardLimits limits = new DashboardLimits("dashboard", options.most(), options.mostBytes());
        DashboardLimits ofTemplates = new DashboardLimits("template", options.most(), options.mostBytes());
        Optional<DashboardFolder> folder = Optional.empty();
        Optional<DashboardFolder> templateFolder = Optional.empty();
        if (options.folder().isPresent()) {
            Path path = options.folder().get();
            try {
                folder = Optional.of(new DashboardFolder(path, limits));
                templateFolder = Optional.of(new DashboardFolder(path.resolve(TEMPLATES), ofTemplates));
            } catch (IOException e) {
                throw new IOException("DASHBOARD_FOLDER is " + path + ": this is no folder", e);
            }
        }
        Optional<GdashFolder> gdash = gdash(options.gdash(), render);
        if (state.isEmpty()) {
            return new KeptDashboards(
                    new DashboardRecords(limits), new DashboardRecords(ofTemplates), folder, templateFolder, gdash);
        }
        DashboardRecords records = new DashboardRecords(state.get(), DashboardRecords.DASHBOARDS, limits);
        try {
            return new KeptDashboards(
                    records,
                    new DashboardRecords(state.get(), DashboardRecords.TEMPLATES, ofTemplates),
                    folder,
                    templateFolder,
                    gdash);
        } catch (IOException e) {
            records.close();
            throw e;
        }
    }

    /** Has the files looked after, and brings what is in records into the folder, if there is one. */
    public void start(RecordUpkeep upkeep) {
        records.keptBy(upkeep);
        templateRecords.keptBy(upkeep);
        folder.ifPresent(to -> to.moveFrom(records, name -> !TemporaryName.isTemporary(name)));
        gdash.ifPresent(GdashFolder::check);
        templateFolder.ifPresent(to -> to.moveFrom(templateRecords, name -> true));
    }

    private static Optional<GdashFolder> gdash(Optional<Path> path, String render) throws IOException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new GdashFolder(path.get(), render));
        } catch (IOException e) {
            throw new IOException("GDASH_FOLDER is " + path.get() + ": there is no such folder", e);
        }
    }

    Dashboards dashboards() {
        Dashboards kept = folder.<Dashboards>map(lasting -> new TemporaryApart(lasting, records))
                .orElse(records);
        return gdash.<Dashboards>map(one -> new WithGdash(kept, one)).orElse(kept);
    }

    Dashboards templates() {
        return templateFolder.<Dashboards>map(one -> one).orElse(templateRecords);
    }

    /** In how many places the files of records were damaged when they were read. */
    public int damagedPlaces() {
        return records.damagedPlaces() + templateRecords.damagedPlaces();
    }

    /** Writes what is not in the files yet. */
    @Override
    public void close() throws IOException {
        try (templateRecords) {
            records.close();
        }
    }
}
