package plumbago.seams;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.store.Additions;
import plumbago.carbon.store.SeriesStore;

/** A store with one toy part, which adds: of each line {@code name amount} it says when it has been added. */
final class AdderMain {
    private AdderMain() {}

    /** @param args the folder */
    public static void main(String[] args) throws Exception {
        Clock clock = Clock.systemUTC();
        Settings settings = settings(Path.of(args[0]));
        PartDeclaration<PartContext> adder = new PartDeclaration<>(List.of(), List.of(), Adder::new);
        // A writer that hardly rests has totals in queues, in its hand and in files all the time.
        try (SeriesStore store = SeriesStore.open(settings, clock, 1);
                RunningParts parts =
                        RunningParts.start(List.of(adder), PartContext.of(settings, clock, store, "test"))) {
            System.out.println(parts.listening().get(0).port());
            while (System.in.read() >= 0) {}
        }
    }

    static Settings settings(Path folder) throws ConfigException {
        return Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of("cache.STORAGE_DIR=" + folder, "cache.CONF_DIR=" + folder)),
                CarbonSettings.GROUPS);
    }

    private static final class Adder implements Part {
        private final Additions additions;
        private final Clock clock;
        private final List<Socket> senders = new ArrayList<>();
        private ServerSocket socket;

        Adder(PartContext context) {
            additions = context.store().additions();
            clock = context.clock();
        }

        @Override
        public String name() {
            return "adder";
        }

        @Override
        public void start() throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            new Thread(this::listen, "adder").start();
        }

        @Override
        public List<Listening> listening() {
            return List.of(new Listening("additions", socket.getLocalPort(), "lines over TCP"));
        }

        private void listen() {
            try {
                while (true) {
                    Socket sender = socket.accept();
                    synchronized (senders) {
                        senders.add(sender);
                    }
                    new Thread(() -> add(sender), "adder-sender").start();
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        private void add(Socket sender) {
            PointBatch batch = new PointBatch();
            try (sender;
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(sender.getInputStream(), StandardCharsets.US_ASCII))) {
                OutputStream answers = sender.getOutputStream();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ");
                    byte[] name = words[0].getBytes(StandardCharsets.US_ASCII);
                    batch.reset(name);
                    batch.add(
                            0,
                            name.length,
                            NameHash.of(name, 0, name.length),
                            clock.millis() / 1000,
                            Double.parseDouble(words[1]));
                    additions.accept(batch);
                    answers.write(batch.series(0) == PointBatch.NO_SERIES ? '-' : '+');
                }
            } catch (IOException e) {
                // The sender has gone.
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
                synchronized (senders) {
                    for (Socket sender : senders) {
                        sender.close();
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
