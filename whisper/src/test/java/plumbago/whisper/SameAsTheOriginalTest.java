package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does the same at random with the original library and with this one, and compares all answers and all bytes.
 *
 * <p>Needs Debian's python3-whisper, or another interpreter with the library in {@code -Dplumbago.python=PATH}; without
 * it the test is skipped. {@code -Dplumbago.seed=N} does something else at random, and {@code -Dplumbago.operations=N} so
 * many operations in place of 10,000.
 */
class SameAsTheOriginalTest {
    private static final int OPERATIONS = Integer.getInteger("plumbago.operations", 10_000);
    private static final int OPERATIONS_PER_LAYOUT = 100;

    @TempDir
    Path folder;

    private SplittableRandom random;
    private OriginalWhisper original;
    private List<Retention> retentions;
    private long now;

    @Test
    void randomOperationsMakeNoDifference() throws Exception {
        String python = System.getProperty("plumbago.python", "/usr/bin/python3");
        assumeTrue(OriginalWhisper.isInstalled(python), "skipped: " + python + " finds no library named whisper");
        long seed = Long.getLong("plumbago.seed", 20_240_611);
        random = new SplittableRandom(seed);
        int done = 0;
        try (OriginalWhisper started = OriginalWhisper.start(python, folder)) {
            original = started;
            for (int round = 0; done < OPERATIONS; round++) {
                String name = "seed " + seed + " round " + round;
                makeFiles(round);
                done += 4;
                for (int i = 0; i < OPERATIONS_PER_LAYOUT; i++, done++) {
                    now += random.nextInt(4) == 0 ? random.nextInt(500) : random.nextInt(10);
                    String operation = doSomething(round);
                    for (String file : List.of("a", "b", "c")) {
                        assertArrayEquals(
                                Files.readAllBytes(theirs(round, file)),
                                Files.readAllBytes(ours(round, file)),
                                () -> name + ": " + file + " after " + operation);
                    }
                }
            }
        }
        System.out.println(done + " operations with the original library and with this one, no difference");
    }

    private Path ours(int round, String name) {
        return folder.resolve("ours-" + round + name);
    }

    private Path theirs(int round, String name) {
        return folder.resolve("theirs-" + round + name);
    }

    private static <T> T oneOf(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private List<Retention> randomRetentions() {
        List<Retention> made = new ArrayList<>();
        int step = random.nextInt(1, 12);
        int points = random.nextInt(12, 40);
        int archives = random.nextInt(1, 4);
        for (int i = 0; i < archives; i++) {
            made.add(new Retention(step, points));
            int factor = random.nextInt(2, Math.min(7, points));
            int longer = points / factor + random.nextInt(1, 30);
            step *= factor;
            points = Math.max(longer, 8);
        }
        return made;
    }

    private void makeFiles(int round) throws IOException {
        now = random.nextLong(1_000_000_000, 4_000_000_000L);
        retentions = randomRetentions();
        create(round, "a", retentions);
        create(round, "b", retentions);
        create(round, "c", randomRetentions());
    }

    private void create(int round, String name, List<Retention> archives) throws IOException {
        AggregationMethod method = oneOf(random, List.of(AggregationMethod.values()));
        double xFilesFactor = oneOf(random, List.of(0.0, 0.1, 0.3, 0.5, 0.7, 1.0));
        Allocation allocation = oneOf(random, List.of(Allocation.values()));
        WhisperFile.create(ours(round, name), WhisperLayout.of(archives, xFilesFactor, method), allocation);
        ObjectNode call = OriginalWhisper.call("create", theirs(round, name));
        ArrayNode list = call.putArray("archives");
        archives.forEach(
                archive -> list.addArray().add(archive.secondsPerPoint()).add(archive.points()));
        call.put("xff", xFilesFactor).put("method", method.label());
        assertEquals("ok", original.answer(call, now).get("result").asText());
    }

    /** Does one operation on both sides, and returns its name. */
    private String doSomething(int round) throws IOException {
        String name = oneOf(random, List.of("a", "a", "a", "b", "b", "c"));
        Access access = oneOf(random, List.of(Access.values()));
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> update(round, name, access);
            case 6, 7, 8, 9, 10 -> updateMany(round, name, access);
            case 11, 12, 13, 14 -> fetch(round, name, access);
            case 15 -> setHeader(round, name, access);
            case 16 -> merge(round, access);
            case 17 -> diff(round, access);
            case 18 -> fill(round, access);
            default -> resize(round);
        };
    }

    private double randomValue() {
        return switch (random.nextInt(12)) {
            case 0 -> 0.0;
            case 1 -> oneOf(random, List.of(Double.NaN, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
            case 2 -> random.nextInt(-3, 4);
            case 3 -> random.nextDouble() * Math.pow(10, random.nextInt(-300, 300));
            default -> (random.nextDouble() - 0.5) * 2000;
        };
    }

    private long randomAge(String name, int round) throws IOException {
        List<Archive> archives = WhisperFile.info(ours(round, name)).archives();
        long reach = oneOf(random, archives).retention();
        return switch (random.nextInt(8)) {
            case 0 -> reach;
            case 1 -> reach + random.nextInt(-2, 3);
            case 2 -> random.nextInt(-5, 6);
            default -> random.nextLong(0, reach + 1);
        };
    }

    private String update(int round, String name, Access access) throws IOException {
        long time = now - randomAge(name, round);
        double value = randomValue();
        ObjectNode call = OriginalWhisper.call("update", theirs(round, name))
                .put("time", time)
                .put("value", Double.doubleToRawLongBits(value));
        unsigned(call, "value", value);
        JsonNode expected = original.answer(call, now);
        try (WhisperFile file = WhisperFile.open(ours(round, name), access)) {
            file.update(time, value, now);
            assertEquals("ok", expected.path("result").asText(), expected::toString);
        } catch (WhisperException e) {
            assertEquals(e.kind().name(), expected.path("error").asText(), expected::toString);
        }
        return "update " + time + " at " + now;
    }

    private static void unsigned(ObjectNode call, String field, double value) {
        call.put(field, new java.math.BigInteger(Long.toUnsignedString(Double.doubleToRawLongBits(value))));
    }

    private String updateMany(int round, String name, Access access) throws IOException {
        // As many as the smallest archive holds: with more the original may write past the end of an archive.
        long most = WhisperFile.info(ours(round, name)).archives().stream()
                .mapToLong(Archive::points)
                .min()
                .orElseThrow();
        int count = random.nextInt((int) most + 1);
        long[] times = new long[count + 1];
        double[] values = new double[count + 1];
        ObjectNode call = OriginalWhisper.call("update_many", theirs(round, name));
        ArrayNode points = call.putArray("points");
        boolean inARow = random.nextBoolean();
        long start = now - randomAge(name, round);
        int step = random.nextInt(1, 20);
        for (int i = 0; i < count; i++) {
            times[i] = inARow ? start + (long) i * step : now - randomAge(name, round);
            values[i] = randomValue();
            points.addArray()
                    .add(times[i])
                    .add(new java.math.BigInteger(Long.toUnsignedString(Double.doubleToRawLongBits(values[i]))));
        }
        JsonNode expected = original.answer(call, now);
        assertEquals("ok", expected.path("result").asText(), expected::toString);
        try (WhisperFile file = WhisperFile.open(ours(round, name), access)) {
            file.updateMany(times, values, count, now);
        }
        return "update_many " + points + " at " + now;
    }

    private String fetch(int round, String name, Access access) throws IOException {
        long secondsPerPoint = 0;
        long age = randomAge(name, round);
        if (random.nextInt(3) == 0) {
            Archive archive = oneOf(random, WhisperFile.info(ours(round, name)).archives());
            secondsPerPoint = archive.secondsPerPoint();
            // A longer range the original answers with too few values.
            age = Math.min(age, archive.retention());
        }
        long from = now - age;
        long until = random.nextInt(3) == 0 ? now : from + random.nextInt(-2, 200);
        ObjectNode call = OriginalWhisper.call("fetch", theirs(round, name))
                .put("from", from)
                .put("until", until)
                .put("archive", secondsPerPoint);
        JsonNode expected = original.answer(call, now);
        try (WhisperFile file = WhisperFile.openReadOnly(ours(round, name), access)) {
            Optional<FetchResult> result = file.fetch(from, until, now, secondsPerPoint);
            assertTrue(expected.has("result"), expected::toString);
            if (expected.get("result").isNull()) {
                assertTrue(result.isEmpty());
            } else {
                assertSame(expected.get("result"), result.orElseThrow());
            }
        } catch (WhisperException e) {
            assertEquals(e.kind().name(), expected.path("error").asText(), expected::toString);
        }
        return "fetch";
    }

    private static void assertSame(JsonNode expected, FetchResult result) {
        assertEquals(expected.get(0).longValue(), result.start());
        assertEquals(expected.get(1).longValue(), result.end());
        assertEquals(expected.get(2).intValue(), result.step());
        JsonNode values = expected.get(3);
        assertEquals(values.size(), result.size());
        for (int i = 0; i < values.size(); i++) {
            assertSame(values.get(i), result.values()[i]);
        }
    }

    private static void assertSame(JsonNode expectedBits, double value) {
        assertEquals(!expectedBits.isNull(), FetchResult.isPoint(value));
        if (!expectedBits.isNull()) {
            assertEquals(expectedBits.bigIntegerValue().longValue(), Double.doubleToRawLongBits(value));
        }
    }

    private String setHeader(int round, String name, Access access) throws IOException {
        try (WhisperFile file = WhisperFile.open(ours(round, name), access)) {
            if (random.nextBoolean()) {
                AggregationMethod method = oneOf(random, List.of(AggregationMethod.values()));
                ObjectNode call =
                        OriginalWhisper.call("set_method", theirs(round, name)).put("method", method.label());
                JsonNode expected = original.answer(call, now);
                assertEquals(
                        expected.get("result").asText(),
                        file.setAggregationMethod(method).label());
                return "set method " + method;
            }
            double xFilesFactor = random.nextDouble();
            ObjectNode call =
                    OriginalWhisper.call("set_xff", theirs(round, name)).put("xff", xFilesFactor);
            JsonNode expected = original.answer(call, now);
            assertSame(expected.get("result"), (double) file.setXFilesFactor(xFilesFactor));
            return "set xFilesFactor " + xFilesFactor;
        }
    }

    private String merge(int round, Access access) throws IOException {
        long until = now - (random.nextBoolean() ? 0 : Math.max(0, randomAge("a", round)));
        long from = random.nextBoolean() ? 0 : until - random.nextInt(300);
        ObjectNode call = OriginalWhisper.call("merge", theirs(round, "b"))
                .put("source", theirs(round, "a").toString())
                .put("from", from)
                .put("until", until);
        JsonNode expected = original.answer(call, now);
        try (WhisperFile source = WhisperFile.openReadOnly(ours(round, "a"), access);
                WhisperFile target = WhisperFile.open(ours(round, "b"), access)) {
            target.mergeFrom(source, from, until, now, Progress.UNWATCHED);
            assertEquals("ok", expected.path("result").asText(), expected::toString);
        } catch (WhisperException e) {
            assertTrue(expected.path("error").asText().contains("unalike"), expected::toString);
        }
        return "merge from " + from + " until " + until + " at " + now;
    }

    private String diff(int round, Access access) throws IOException {
        long until = now - (random.nextBoolean() ? 0 : Math.max(0, randomAge("a", round)));
        boolean ignoreEmpty = random.nextBoolean();
        ObjectNode call = OriginalWhisper.call("diff", theirs(round, "a"))
                .put("other", theirs(round, "b").toString())
                .put("ignore_empty", ignoreEmpty)
                .put("until", until);
        JsonNode expected = original.answer(call, now);
        try (WhisperFile a = WhisperFile.openReadOnly(ours(round, "a"), access);
                WhisperFile b = WhisperFile.openReadOnly(ours(round, "b"), access)) {
            List<ArchiveDifference> differences = a.diff(b, ignoreEmpty, until, now, Progress.UNWATCHED);
            JsonNode archives = expected.get("result");
            assertEquals(archives.size(), differences.size());
            for (int i = 0; i < differences.size(); i++) {
                ArchiveDifference difference = differences.get(i);
                assertEquals(archives.get(i).get(0).intValue(), difference.archive());
                assertEquals(archives.get(i).get(1).intValue(), difference.total());
                JsonNode points = archives.get(i).get(2);
                assertEquals(points.size(), difference.differing().size());
                for (int j = 0; j < points.size(); j++) {
                    ArchiveDifference.PointDifference point =
                            difference.differing().get(j);
                    assertEquals(points.get(j).get(0).longValue(), point.timestamp());
                    assertSame(points.get(j).get(1), point.a());
                    assertSame(points.get(j).get(2), point.b());
                }
            }
        } catch (WhisperException e) {
            assertTrue(expected.path("error").asText().contains("unalike"), expected::toString);
        }
        return "diff";
    }

    private String fill(int round, Access access) throws IOException {
        String from = oneOf(random, List.of("a", "b", "c"));
        String to = oneOf(random, List.of("a", "b", "c"));
        ObjectNode call = OriginalWhisper.call("fill", theirs(round, to))
                .put("source", theirs(round, from).toString());
        JsonNode expected = original.answer(call, now);
        assertEquals("ok", expected.path("result").asText(), expected::toString);
        try (WhisperFile source = WhisperFile.openReadOnly(ours(round, from), access);
                WhisperFile target = WhisperFile.open(ours(round, to), access)) {
            target.fillFrom(source, now);
        }
        return "fill " + to + " from " + from + " at " + now;
    }

    private String resize(int round) throws IOException {
        List<Retention> to = random.nextInt(4) == 0 ? retentions : randomRetentions();
        ObjectNode call = OriginalWhisper.call("resize", theirs(round, "c"));
        ArrayNode list = call.putArray("retentions");
        to.forEach(retention -> list.add(retention.toString()));
        JsonNode expected = original.answer(call, now);
        assertEquals("ok", expected.path("result").asText(), expected::toString);
        Resize.of(ours(round, "c"), to).keepBackup(false).run(now);
        return "resize to " + to + " at " + now;
    }
}
