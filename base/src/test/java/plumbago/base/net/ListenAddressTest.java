package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;
import plumbago.base.config.Settings;

/** One that is on by default gives way to who had the port before, and one that was asked for says that it cannot have it. */
class ListenAddressTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final List<String> warnings = new ArrayList<>();

    /** Settings whose default is a port that is not known before. */
    private static final class Toys {
        final SettingGroup group = new SettingGroup("Toys", Section.own("toys"));
        final Setting<String> where =
                group.honoured("TOY_INTERFACE", SettingTypes.ADDRESS, "127.0.0.1", "", "Address for toys.");
        final Setting<Integer> port;
        final Setting<Integer> other;

        Toys(int port) {
            this.port = group.honoured("TOY_PORT", SettingTypes.PORT, port, "", "Port for toys.");
            this.other = group.honoured("OTHER_PORT", SettingTypes.PORT, 0, "", "Port for others.");
        }

        Settings settings(String... overrides) throws ConfigException {
            return Settings.load(ConfigSources.of(Map.of()).withOverrides(List.of(overrides)), List.of(group));
        }
    }

    private Optional<ServerSocket> open(ListenAddress address, Settings settings) throws Exception {
        return address.open(settings, at -> new ServerSocket(at.getPort(), 1, at.getAddress()), warnings::add);
    }

    @Test
    void aDefaultPortThatIsTakenIsAWarning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            int port = taken.getLocalPort();
            Toys toys = new Toys(port);
            ListenAddress strict = ListenAddress.tcp("toys", toys.where, toys.port);
            assertEquals(Optional.empty(), open(strict.whereFree(), toys.settings()));
            assertEquals(
                    List.of("cannot listen for toys on port " + port
                            + " of 127.0.0.1: it is in use. If another carbon or"
                            + " Plumbago, or another server, runs there, stop it, or choose another port with TOY_PORT in"
                            + " [toys] (--set toys.TOY_PORT=N); 0 keeps it shut without this warning"),
                    warnings);
            assertThrows(IOException.class, () -> open(strict, toys.settings()));
            IOException asked = assertThrows(
                    IOException.class, () -> open(strict.whereFree(), toys.settings("toys.TOY_PORT=" + port)));
            assertTrue(asked.getMessage().contains("it is in use"), asked.getMessage());
            assertEquals(1, warnings.size());
        }
    }

    @Test
    void datagramsAndTheListenersOfThisPackageDoTheSame() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, HERE);
                ServerSocket takenForTcp = new ServerSocket(0, 1, HERE);
                Transport transport = new Transport(1)) {
            Toys toys = new Toys(taken.getLocalPort());
            ListenAddress udp = ListenAddress.udp("toys", toys.where, toys.port).whereFree();
            assertFalse(udp.tcp());
            assertEquals(
                    Optional.empty(),
                    udp.open(
                            toys.settings(),
                            at -> new DatagramListener(
                                    at, transport, DatagramOptions.allowing(from -> true), new Unread(), () -> 0),
                            warnings::add));
            Toys ofTcp = new Toys(takenForTcp.getLocalPort());
            assertEquals(
                    Optional.empty(),
                    ListenAddress.tcp("toys", ofTcp.where, ofTcp.port)
                            .whereFree()
                            .open(
                                    ofTcp.settings(),
                                    at -> new TcpListener(
                                            at,
                                            transport,
                                            ListenerOptions.open(),
                                            FlowControl.NONE,
                                            new Uncounted(),
                                            () -> 0,
                                            () -> {
                                                throw new IllegalStateException("nobody can connect");
                                            }),
                                    warnings::add));
            assertEquals(2, warnings.size());
        }
    }

    private static final class Unread implements DatagramHandler {
        @Override
        public void accept(ByteBuf content, InetSocketAddress sender) {}

        @Override
        public void refused() {}
    }

    private static final class Uncounted implements ConnectionCounters {
        @Override
        public void connectionRefused() {}

        @Override
        public void handshakeFailed() {}
    }

    @Test
    void aFreePortIsListenedOnAndPortZeroIsNot() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }
        Toys toys = new Toys(free);
        ListenAddress address = ListenAddress.tcp("toys", toys.where, toys.port).whereFree();
        try (ServerSocket opened = open(address, toys.settings()).orElseThrow()) {
            assertEquals(free, opened.getLocalPort());
        }
        assertEquals(Optional.empty(), open(address, toys.settings("toys.TOY_PORT=0")));
        assertEquals(List.of(), warnings);
    }

    @Test
    void whatIsWrongForAnotherReasonStaysAnError() throws Exception {
        Toys toys = new Toys(8125);
        ListenAddress address = ListenAddress.tcp("toys", toys.where, toys.port).whereFree();
        assertThrows(
                IOException.class,
                () -> address.open(
                        toys.settings(),
                        at -> {
                            throw new IOException("Too many open files");
                        },
                        warnings::add));
        assertThrows(
                IOException.class,
                () -> open(address, toys.settings("toys.TOY_INTERFACE=192.0.2.1")),
                "it was asked for");
        assertEquals(List.of(), warnings);
    }

    /** Who sets a port must not be told of a default that was there before. */
    @Test
    void aDefaultIsInNobodysWay() throws Exception {
        Toys toys = new Toys(8125);
        ListenAddress first = ListenAddress.tcp("toys", toys.where, toys.port);
        ListenAddress second = ListenAddress.tcp("others", toys.where, toys.other);
        Settings settings = toys.settings("toys.OTHER_PORT=8125");
        assertThrows(ConfigException.class, () -> ListenAddresses.check(settings, List.of(first, second)));
        ListenAddresses.check(settings, List.of(first.whereFree(), second));
        ListenAddresses.check(settings, List.of(second, first.whereFree()));
        Settings both = toys.settings("toys.OTHER_PORT=8125", "toys.TOY_PORT=8125");
        assertThrows(ConfigException.class, () -> ListenAddresses.check(both, List.of(first.whereFree(), second)));
    }

    @Test
    void whatIsSetIsKnown() throws Exception {
        Toys toys = new Toys(8125);
        assertFalse(toys.settings().isSet(toys.port));
        assertTrue(toys.settings("toys.TOY_PORT=8125").isSet(toys.port), "to what is the default as well");
        assertFalse(Settings.defaults(List.of(toys.group)).isSet(toys.port));
        assertThrows(IllegalArgumentException.class, () -> toys.settings().isSet(new Toys(1).port));
    }
}
