package plumbago.seams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.store.SeriesStore;

/** Where the module of the web is not even on the class path, points are taken and kept all the same, and tags and events with them. */
@Timeout(600)
class WithoutWebTest {
    private static final String WEB = "plumbago/web";

    @TempDir
    Path folder;

    private final AtomicInteger leftOut = new AtomicInteger();

    @Test
    void carbonKeepsPointsTagsAndEvents() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
        long now = System.currentTimeMillis() / 1000;
        try (ToyProcess process = new ToyProcess(
                CarbonAloneMain.class, this::hasNoWeb, folder.resolve("log"), folder.toString(), "" + freePort())) {
            assertTrue(leftOut.get() > 0, "the module of the web is on the class path of this test");
            send(process, "a.b 1 " + now + "\ndisk.used;host=a;rack=r 2 " + now + "\n");
            send(process, "disk.used;host=b;rack=r 3 " + now + "\n");
            assertEquals(0, process.stop(), () -> log());
        }
        try (SeriesStore store = SeriesStore.open(AdderMain.settings(folder), Clock.systemUTC())) {
            assertEquals(
                    List.of("disk.used;host=a;rack=r", "disk.used;host=b;rack=r"),
                    store.state().tags().find(List.of("name=disk.used", "rack=r")).stream()
                            .sorted()
                            .toList());
            assertEquals("alone", store.state().events().get(1).orElseThrow().what());
            assertTrue(store.index().contains("a.b"));
            assertEquals(2, newest(store, "disk.used;host=a;rack=r", now));
            assertEquals(1, newest(store, "a.b", now));
        }
    }

    /** The value of the slot that a time is in. */
    private static double newest(SeriesStore store, String metric, long time) throws IOException {
        return store.reader().read(metric, time - 1, time, time).orElseThrow().values()[0];
    }

    private static void send(ToyProcess process, String lines) throws IOException {
        try (Socket socket = process.connect()) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean hasNoWeb(Path entry) {
        boolean web = Files.isDirectory(entry) ? Files.exists(entry.resolve(WEB)) : isJarOfWeb(entry);
        leftOut.addAndGet(web ? 1 : 0);
        return !web;
    }

    private static boolean isJarOfWeb(Path entry) {
        if (!Files.exists(entry)) {
            return false;
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(WEB + "/WebPart.class") != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
