package plumbago.cli;

import java.util.List;
import java.util.stream.Stream;
import plumbago.base.config.Section;
import plumbago.base.config.SettingGroup;
import plumbago.base.net.ListenAddress;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.CarbonService;
import plumbago.carbon.PartContext;
import plumbago.carbon.aggregator.AggregatorPart;
import plumbago.carbon.relay.RelayPart;
import plumbago.carbon.store.Storages;
import plumbago.statsd.StatsdPart;
import plumbago.statsd.StatsdRollUps;
import plumbago.statsd.proxy.ProxyPart;
import plumbago.web.WebPart;

/** All parts of the program, and all storages: to add one takes a line here. */
final class Parts {
    /** In the order in which they start: StatsD last, which is on by default and gives way where others have its ports. */
    static final List<PartDeclaration<PartContext>> ALL =
            List.of(CarbonService.declaration(), WebPart.DECLARATION, ProxyPart.DECLARATION, StatsdPart.DECLARATION);

    /** Those of carbon's daemons that pass points on: behind the others, which may be where they are passed on to. */
    static final List<Forwarding> FORWARDING = List.of(
            new Forwarding(Section.RELAY, RelayPart.DECLARATION, RelayPart.DECISIVE, RelayPart::isOfUse),
            new Forwarding(
                    Section.AGGREGATOR, AggregatorPart.DECLARATION, AggregatorPart.DECISIVE, AggregatorPart::isOfUse));

    /** What series can be kept in. */
    static final Storages STORAGES = Storages.EMBEDDED.withRollUps(StatsdRollUps::of);

    private Parts() {}

    /** The settings of all of them, in the order of the docs. */
    static List<SettingGroup> settings() {
        return settings(FORWARDING);
    }

    /** The same with other daemons that pass points on. */
    static List<SettingGroup> settings(List<Forwarding> forwarding) {
        return Stream.of(
                        ALL.stream().flatMap(part -> part.settings().stream()),
                        STORAGES.settings().stream(),
                        forwarding.stream().flatMap(one -> one.part().settings().stream()))
                .flatMap(groups -> groups)
                // Several may act on the same ones.
                .distinct()
                .toList();
    }

    /** Where they listen. */
    static List<ListenAddress> addresses() {
        return ALL.stream().flatMap(part -> part.addresses().stream()).toList();
    }
}
