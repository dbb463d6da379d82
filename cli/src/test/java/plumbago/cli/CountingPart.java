package plumbago.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Section;
import plumbago.base.measure.Measures;
import plumbago.base.net.FlowControl;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.PartContext;
import plumbago.carbon.ProcessContext;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.receiver.Receivers;
import plumbago.carbon.stats.PointCounters;

/** A daemon that counts the points it gets, and passes them to the store where there is one. */
final class CountingPart implements Part {
    private final String name;
    private final ProcessContext context;
    private final LongAdder points = new LongAdder();
    private Receivers receivers;

    private CountingPart(String name, ProcessContext context) {
        this.name = name;
        this.context = context;
    }

    /** Run by every plain start. */
    static Forwarding of(Section daemon) {
        return new Forwarding(
                daemon,
                new PartDeclaration<>(
                        List.of(),
                        Receivers.addresses(Receivers.PROTOCOLS),
                        context -> new CountingPart(daemon.label(), context)),
                List.of(),
                settings -> true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws ConfigException, IOException {
        PointSink local = context.store()
                .map(PartContext::store)
                .map(store -> store.sink())
                .orElse(batch -> {});
        receivers = new Receivers(
                context.settings(),
                Receivers.PROTOCOLS,
                context.intake(
                        batch -> {
                            points.add(batch.size());
                            local.accept(batch);
                        },
                        FlowControl.NONE,
                        new PointCounters()),
                1);
        Measures own = new Measures().count("", "plumbago_points_total", "Points.", points::sum);
        own.showIn(context.measures(), "daemon=\"" + name + "\"");
    }

    @Override
    public List<Listening> listening() {
        return receivers.listening(name);
    }

    @Override
    public void close() {
        if (receivers != null) {
            receivers.close();
        }
    }
}
