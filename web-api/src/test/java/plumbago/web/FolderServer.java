package plumbago.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.whisper.DataFolderWalk;
import plumbago.carbon.store.StateFolder;

/** Serves a folder of Whisper files: {@code FolderServer FOLDER PORT [TIME_ZONE]}. For trying things out by hand. */
final class FolderServer {
    private FolderServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WebOptions settings = WebOptions.defaults().withZone(ZoneId.of(arguments.length > 2 ? arguments[2] : "UTC"));
        WebServer server = of(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Clock.systemUTC(), settings);
        server.start();
        System.out.println("listening on " + server.port());
        Thread.currentThread().join();
    }

    static WebServer of(Path folder, int port, Clock clock) throws IOException {
        return of(folder, port, clock, WebOptions.defaults());
    }

    static WebServer of(Path folder, int port, Clock clock, WebOptions settings) throws IOException {
        return of(folder, port, clock, System::nanoTime, settings);
    }

    static WebServer of(Path folder, int port, Clock clock, LongSupplier nanos, WebOptions settings)
            throws IOException {
        MetricIndex index = new MetricIndex();
        new DataFolderWalk(index).walk(folder);
        FolderReader reader = new FolderReader(folder, Files.createTempDirectory("plumbago"));
        return new WebServer(
                "127.0.0.1", port, reader, index, StateFolder.inMemory(index), clock, nanos, "test", settings);
    }
}
