package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import plumbago.cli.CrashLoad.Expected;
import plumbago.cli.CrashLoad.Slot;
import plumbago.whisper.WhisperFile;

/**
 * A server under load with new metrics is killed at random moments, again and again; every point that it had received is
 * in the files at the end. A hundred kills instead of five:
 * {@code ./mvnw verify -Dplumbago.crashes=100}.
 */
class CrashIT {
    private static final int CRASHES = Integer.getInteger("plumbago.crashes", 5);

    /** If the writer is held back in all of them. */
    private static final int ROUNDS_TO_FILL_THE_JOURNAL = 8;

    private static final String CHECK = """
            import sys, whisper
            folder, now = sys.argv[1], int(sys.argv[2])
            points = 0
            for line in open(sys.argv[3]):
                metric, time, accepted, sent = line.split()
                time = int(time)
                path = folder + '/whisper/' + metric.replace('.', '/') + '.wsp'
                (start, end, step), values = whisper.fetch(path, time - 1, time, now=now)
                assert step == 1 and start == time, (path, start, time)
                assert values[0] is not None and int(accepted) <= values[0] <= int(sent), (path, time, values, accepted)
                points += 1
            print(points)
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyReceivedPointIsThereAfterAKill() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:2h\n");
        long seed = Long.getLong("plumbago.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long firstSlot = System.currentTimeMillis() / 1000 - 600;
        Map<Slot, Expected> expected = new HashMap<>();
        long received = 0;
        for (int round = 0; round < CRASHES; round++) {
            // A writer that is held back leaves the most to the journal.
            int updates = random.nextInt(3) == 0 ? 1_000_000 : random.nextInt(1, 300);
            try (RunningServer server = start("cache.MAX_UPDATES_PER_SECOND=" + updates)) {
                CrashLoad load = new CrashLoad(round, firstSlot, server.linePort);
                Thread sender = new Thread(load, "sender");
                sender.start();
                long watermark = -1;
                for (int looks = random.nextInt(1, 40); looks > 0 || watermark < 0; looks--) {
                    watermark = load.line(watermark(server, firstSlot));
                }
                server.kill();
                sender.join();
                assertTrue(watermark <= load.sent());
                load.expect(watermark, expected);
                received += watermark;
            }
            if (round % ROUNDS_TO_FILL_THE_JOURNAL == ROUNDS_TO_FILL_THE_JOURNAL - 1) {
                writeAll();
            }
        }
        writeAll();
        System.out.printf("%d kills (seed %d): %d points had been received%n", CRASHES, seed, received);
        long checked = check(expected, firstSlot);
        System.out.printf("%d slots hold what they must%n", checked);
        checkWithPython(expected, firstSlot);
    }

    /** Has a server write all that the killed ones left in the journal. */
    private void writeAll() throws Exception {
        try (RunningServer server = start()) {
            server.stop();
        }
    }

    private RunningServer start(String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("cache.CONF_DIR=" + folder);
        return RunningServer.start(folder, all.toArray(String[]::new));
    }

    /** What the server says is the last value of the watermark, or -1. */
    private static double watermark(RunningServer server, long firstSlot) throws Exception {
        String answer = server.get("/render?target=" + CrashLoad.WATERMARK + "&format=raw&from=" + (firstSlot - 1)
                        + "&until=" + firstSlot)
                .body()
                .strip();
        String value = answer.substring(answer.indexOf('|') + 1);
        return answer.isEmpty() || value.equals("None") ? -1 : Double.parseDouble(value);
    }

    private long check(Map<Slot, Expected> expected, long firstSlot) throws IOException {
        Map<String, double[]> files = new HashMap<>();
        long checked = 0;
        for (Map.Entry<Slot, Expected> entry : expected.entrySet()) {
            Slot slot = entry.getKey();
            if (entry.getValue().accepted() < 0) {
                continue;
            }
            double[] values = files.computeIfAbsent(slot.metric(), metric -> values(metric, firstSlot));
            double value = values[(int) (slot.time() - firstSlot)];
            String what = slot + " holds " + value + ", and " + entry.getValue();
            assertTrue(
                    value >= entry.getValue().accepted()
                            && value <= entry.getValue().sent(),
                    what);
            assertTrue(CrashLoad.wasSent(slot, value, firstSlot), what);
            checked++;
        }
        return checked;
    }

    private double[] values(String metric, long firstSlot) {
        Path file = folder.resolve("whisper/" + metric.replace('.', '/') + ".wsp");
        try (WhisperFile whisper = WhisperFile.openReadOnly(file)) {
            return whisper.fetch(firstSlot - 1, firstSlot + 600, firstSlot + 600)
                    .orElseThrow()
                    .values();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void checkWithPython(Map<Slot, Expected> expected, long firstSlot) throws Exception {
        Process probe = new ProcessBuilder("/usr/bin/env", "sh", "-c", "/usr/bin/python3 -c 'import whisper'").start();
        assumeTrue(
                probe.waitFor() == 0, "skipped: Python's whisper library (Debian: python3-whisper) is not installed");
        List<String> lines = new ArrayList<>();
        expected.forEach((slot, values) -> {
            if (values.accepted() >= 0) {
                lines.add(slot.metric() + ' ' + slot.time() + ' ' + values.accepted() + ' ' + values.sent());
            }
        });
        Path list = Files.write(folder.resolve("expected"), lines);
        Process python = new ProcessBuilder(
                        "/usr/bin/python3", "-c", CHECK, folder.toString(), "" + (firstSlot + 600), list.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(lines.size() + "\n", output);
    }
}
