package plumbago.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Locale;
import plumbago.whisper.Access;
import plumbago.whisper.Allocation;
import plumbago.whisper.Archive;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/**
 * Times our Whisper library with the same work as the Python script beside which {@code benchmarks/whisper-library} runs
 * it. Prints the name of each figure and microseconds.
 */
public final class WhisperLibrary {
    private static final int RUNS = 25;
    private static final int MINUTE = 60;
    private static final int DAY = 86_400;
    private static final int YEAR = 365 * 24 * 60;
    private static final int BATCH = 100;

    private final long[] timestamps = new long[BATCH];
    private final double[] values = new double[BATCH];
    private long now = Fleet.START;
    private int number;

    private interface Operation {
        void run() throws IOException;
    }

    private WhisperLibrary() {}

    /** @param args the folder for the files */
    public static void main(String[] args) throws IOException {
        new WhisperLibrary().run(Path.of(args[0]));
    }

    private void run(Path folder) throws IOException {
        Path path = folder.resolve("updates.wsp");
        WhisperFile.create(
                path, WhisperLayout.of(new Retention(10, 2160), new Retention(60, 10080), new Retention(600, 52560)));
        try (WhisperFile file = WhisperFile.open(path, Access.MAPPED)) {
            best("update", () -> update(file), 20_000);
            best("update-100", () -> updateMany(file), 2_000);
        }
        best("update-opening", () -> opened(path, this::update), 2_000);
        best("update-100-opening", () -> opened(path, this::updateMany), 1_000);

        Path year = folder.resolve("year.wsp");
        WhisperFile.create(year, WhisperLayout.of(new Retention(MINUTE, YEAR)));
        long end = Fleet.START + (long) YEAR * MINUTE;
        try (WhisperFile file = WhisperFile.open(year, Access.MAPPED)) {
            for (int i = 1; i <= YEAR; i++) {
                file.update(Fleet.START + (long) i * MINUTE, i, end);
            }
            best("fetch-day", () -> file.fetch(end - DAY, end, end), 2_000);
            best("fetch-year", () -> file.fetch(end - (long) YEAR * MINUTE, end, end), 10);
        }
        try (RandomAccessFile file = new RandomAccessFile(year.toFile(), "r")) {
            byte[] bytes = new byte[YEAR * Archive.POINT_SIZE];
            best("copy-day", () -> copy(file, bytes, DAY / MINUTE * Archive.POINT_SIZE), 2_000);
            best("copy-year", () -> copy(file, bytes, bytes.length), 10);
        }

        WhisperLayout layout = WhisperLayout.of(new Retention(10, 2160), new Retention(60, 10080));
        best("create", () -> WhisperFile.create(next(folder), layout, Allocation.ZEROED), 100);
        best("create-reserved", () -> WhisperFile.create(next(folder), layout, Allocation.RESERVED), 100);
    }

    /** The least that reading so many points can take: their bytes, out of the page cache. */
    private static void copy(RandomAccessFile file, byte[] bytes, int length) throws IOException {
        file.seek(0);
        file.readFully(bytes, 0, length);
    }

    private Path next(Path folder) {
        number++;
        return folder.resolve("new" + number + ".wsp");
    }

    private interface Update {
        void run(WhisperFile file) throws IOException;
    }

    private static void opened(Path path, Update update) throws IOException {
        try (WhisperFile file = WhisperFile.open(path, Access.ONCE)) {
            update.run(file);
        }
    }

    private void update(WhisperFile file) throws IOException {
        now += 10;
        file.update(now, 1.5, now);
    }

    private void updateMany(WhisperFile file) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            now += 10;
            timestamps[i] = now;
            values[i] = i;
        }
        file.updateMany(timestamps, values, BATCH, now);
    }

    /** The shortest of several runs; the first ones are for the compiler. */
    private static void best(String name, Operation operation, int count) throws IOException {
        long shortest = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                operation.run();
            }
            shortest = Math.min(shortest, System.nanoTime() - began);
        }
        System.out.println(name + String.format(Locale.ROOT, " %.3f", shortest / 1e3 / count));
    }
}
