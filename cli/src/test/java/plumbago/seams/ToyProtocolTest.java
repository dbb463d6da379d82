package plumbago.seams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;
import plumbago.base.config.Settings;
import plumbago.base.net.ConnectionHandler;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.TcpListener;
import plumbago.base.part.Listening;
import plumbago.base.part.PartDeclaration;
import plumbago.base.part.RunningParts;
import plumbago.carbon.CarbonService;
import plumbago.carbon.PartContext;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.receiver.Protocol;
import plumbago.carbon.receiver.Receiver;
import plumbago.carbon.receiver.ReceiverContext;
import plumbago.carbon.store.SeriesStore;

/** A protocol takes one file, and a line where the parts are listed: here one whose every byte is a hit of a counter. */
@Timeout(600)
class ToyProtocolTest {
    private static final SettingGroup GROUP = new SettingGroup("Toy", Section.own("toy"));
    private static final Setting<String> TOY_INTERFACE =
            GROUP.honoured("TOY_INTERFACE", SettingTypes.ADDRESS, "127.0.0.1", "", "Where toys are taken.");
    private static final Setting<Integer> TOY_PORT =
            GROUP.honoured("TOY_PORT", SettingTypes.PORT, 0, "", "The port for it; 0 for none.");
    private static final Protocol TOYS =
            new Protocol("toys over TCP", ListenAddress.tcp("points", TOY_INTERFACE, TOY_PORT), Toys::new);

    @TempDir
    Path folder;

    private static final class Toys implements Receiver {
        private final TcpListener listener;

        Toys(InetSocketAddress address, ReceiverContext context) throws IOException {
            Intake intake = context.intake();
            listener = new TcpListener(
                    address,
                    context.transport(),
                    context.options(),
                    intake.flowControl(),
                    intake.counters(),
                    intake.seconds(),
                    () -> new Sender(intake));
        }

        @Override
        public int port() {
            return listener.port();
        }

        @Override
        public int connections() {
            return listener.connections();
        }

        @Override
        public void close() {
            listener.close();
        }
    }

    private static final class Sender extends ConnectionHandler {
        private final BatchFiller points;

        Sender(Intake intake) {
            super(intake.quota());
            points = intake.filler();
        }

        @Override
        protected void accept(ChannelHandlerContext context, ByteBuf input) {
            byte[] bytes = ByteBufUtil.getBytes(input);
            byte[] name = "toys.hits".getBytes(US_ASCII);
            points.begin(name);
            points.add(0, name.length, NameHash.of(name, 0, name.length), -1, bytes.length);
            points.flush();
        }

        @Override
        protected void giveWay(ChannelHandlerContext context) {
            context.close();
        }

        @Override
        protected void forget() {}
    }

    @Test
    void isHeardBesideTheOthers() throws Exception {
        PartDeclaration<PartContext> carbon = CarbonService.declaration(List.of(GROUP), TOYS);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "toy.TOY_PORT=" + port,
                                "cache.LINE_RECEIVER_PORT=0",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.CARBON_METRIC_INTERVAL=0",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder)),
                carbon.settings());
        Clock clock = Clock.systemUTC();
        try (SeriesStore store = SeriesStore.open(settings, clock);
                RunningParts parts =
                        RunningParts.start(List.of(carbon), PartContext.of(settings, clock, store, "test"))) {
            assertEquals(List.of(new Listening("points", port, "toys over TCP")), parts.listening());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(new byte[] {1, 2, 3});
                while (store.counters().received() == 0) {
                    Thread.onSpinWait();
                }
            }
            assertTrue(store.index().contains("toys.hits"));
        }
    }
}
