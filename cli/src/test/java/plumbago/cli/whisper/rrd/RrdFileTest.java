package plumbago.cli.whisper.rrd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RrdFileTest {
    private static final double NONE = Double.NaN;

    @TempDir
    Path folder;

    /** Written by rrdtool 1.7 on a 64-bit machine. */
    static byte[] real() throws IOException {
        try (var in = RrdFileTest.class.getResourceAsStream("two-sources.rrd")) {
            return in.readAllBytes();
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.rrd"), bytes);
    }

    @Test
    void readsWhatRrdtoolWrote() throws IOException {
        RrdFile rrd = RrdFile.open(file(real()));
        assertEquals(1_500_000_000, rrd.lastUpdate());
        assertEquals(List.of("in", "out"), rrd.dataSources());
        assertEquals(3, rrd.archives().size());
        RrdArchive fine = rrd.archives().get(0);
        assertEquals("AVERAGE", fine.consolidation());
        assertEquals(8, fine.rowCount());
        assertEquals(60, fine.secondsPerRow());
        assertEquals(0.3, fine.xff());
        assertEquals(1_499_999_520, rrd.start(fine));
        assertArrayEquals(new double[] {9, 16, 25, 49, 49, 64, 81, 100}, rrd.values(fine, 0));
        RrdArchive coarse = rrd.archives().get(1);
        assertEquals(300, coarse.secondsPerRow());
        assertEquals(1_499_998_800, rrd.start(coarse));
        assertArrayEquals(new double[] {NONE, NONE, 11, 68.6}, rrd.values(coarse, 0));
        assertArrayEquals(new double[] {NONE, NONE, 10, 10}, rrd.values(coarse, 1));
        assertArrayEquals(
                new double[] {49, 64, 81, 100}, rrd.values(rrd.archives().get(2), 0));
    }

    /** One data source, two archives of three rows and of two, as a machine of each kind lays them out in memory. */
    @ParameterizedTest
    @CsvSource({
        "3, little, 8, 8",
        "3, big, 8, 8",
        "3, little, 4, 4",
        "3, little, 4, 8",
        "3, big, 4, 8",
        "3, big, 4, 4",
        "4, little, 8, 8",
        "1, little, 8, 8",
        "1, big, 4, 8"
    })
    void readsTheMemoryOfEveryKindOfMachine(int version, String order, int word, int alignment) throws IOException {
        Writer writer =
                new Writer(order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, word, alignment);
        RrdFile rrd = RrdFile.open(file(writer.file(version)));
        assertEquals(List.of("load"), rrd.dataSources());
        assertEquals(1_000, rrd.lastUpdate());
        RrdArchive first = rrd.archives().get(0);
        assertEquals(10, first.secondsPerRow());
        assertEquals(0.5, first.xff());
        assertArrayEquals(new double[] {3, 1, 2}, rrd.values(first, 0));
        RrdArchive second = rrd.archives().get(1);
        assertEquals("MAX", second.consolidation());
        assertEquals(60, second.secondsPerRow());
        assertEquals(960 - 120, rrd.start(second));
        assertArrayEquals(new double[] {4, 5}, rrd.values(second, 0));
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        byte[] whole = real();
        for (int length = 0; length < whole.length; length += 7) {
            Path path = file(Arrays.copyOf(whole, length));
            RrdException e = assertThrows(RrdException.class, () -> RrdFile.open(path));
            assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        }
    }

    /** Whatever is in the header, it ends with an exception of this package, or with values. */
    @Test
    void damagedHeadersDoNoHarm() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = real();
            for (int n = 0; n < 1 + random.nextInt(3); n++) {
                bytes[random.nextInt(1_000)] = (byte) random.nextInt(256);
            }
            Path path = file(bytes);
            try {
                RrdFile rrd = RrdFile.open(path);
                for (RrdArchive archive : rrd.archives()) {
                    assertEquals(archive.rowCount(), rrd.values(archive, 0).length);
                }
            } catch (RrdException e) {
                assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
            }
        }
    }

    /** Writes a file by the rules of a C compiler: within a structure things are aligned, and structures follow at once. */
    private static final class Writer {
        private final ByteBuffer bytes;
        private final int word;
        private final int alignment;
        private int structure;

        Writer(ByteOrder order, int word, int alignment) {
            this.bytes = ByteBuffer.allocate(10_000).order(order);
            this.word = word;
            this.alignment = alignment;
        }

        byte[] file(int version) {
            text("RRD", 4);
            text("000" + version, 5);
            real(8.642135E130);
            word(1);
            word(2);
            word(10);
            parameters();
            next();
            text("load", 20);
            text("GAUGE", 20);
            parameters();
            next();
            archive("AVERAGE", 3, 1);
            archive("MAX", 2, 6);
            word(1_000);
            if (version >= 3) {
                word(5);
            }
            next();
            text("5", 30);
            parameters();
            next();
            parameters();
            parameters();
            word(1);
            word(1);
            for (double value : new double[] {1, 2, 3, 4, 5}) {
                bytes.putDouble(value);
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }

        private void next() {
            structure = bytes.position();
        }

        private void archive(String consolidation, int rows, int steps) {
            text(consolidation, 20);
            word(rows);
            word(steps);
            real(0.5);
            bytes.position(bytes.position() + 72);
            next();
        }

        private void text(String text, int size) {
            bytes.put(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), size));
        }

        private void word(long value) {
            align(word);
            if (word == 4) {
                bytes.putInt((int) value);
            } else {
                bytes.putLong(value);
            }
        }

        private void real(double value) {
            align(alignment);
            bytes.putDouble(value);
        }

        private void parameters() {
            align(alignment);
            bytes.position(bytes.position() + 80);
        }

        private void align(int to) {
            bytes.position(structure + (bytes.position() - structure + to - 1) / to * to);
        }
    }
}
