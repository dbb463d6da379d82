package plumbago.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumbago.base.measure.Measures;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.store.StateFolder;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.dashboard.DashboardOptions;
import plumbago.web.dashboard.KeptDashboards;

/** What the web answers for out of the folder that the tag index is in, too: events, and the dashboards that it keeps there. */
final class WebState implements AutoCloseable {
    private final StateFolder folder;
    private final EventStore events;
    private final KeptDashboards dashboards;

    /**
     * @param folder stays open when this is closed
     * @param urlPrefix of all paths; empty for none
     * @throws IOException if another process has the folder, or a file in it cannot be read; the message names it
     */
    WebState(StateFolder folder, DashboardOptions options, String urlPrefix) throws IOException {
        this.folder = folder;
        Optional<Path> path = folder.path();
        events = folder.events();
        dashboards = KeptDashboards.open(path, options, urlPrefix + "/render");
    }

    /** Has the dashboards' files looked after. */
    void start() {
        dashboards.start(folder.upkeep());
    }

    /** What cannot be written, a sentence each. */
    List<String> problems() {
        return folder.upkeep().problems();
    }

    TagIndex tags() {
        return folder.tags();
    }

    EventStore events() {
        return events;
    }

    KeptDashboards dashboards() {
        return dashboards;
    }

    void register(Measures measures) {
        measures.gauge(
                "web.damagedPlaces",
                "plumbago_web_damaged_places",
                "Damaged places in the files of tags, events and dashboards, which were left out at the start.",
                () -> tags().damagedPlaces() + events.damagedPlaces() + dashboards.damagedPlaces());
    }

    @Override
    public void close() throws IOException {
        dashboards.close();
    }
}
