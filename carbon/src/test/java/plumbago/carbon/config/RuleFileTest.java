package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;
import plumbago.base.config.RuleFile.Check;
import plumbago.base.config.Rules;
import plumbago.carbon.goldens.SimulatedClock;

class RuleFileTest {
    private record Words(String text, List<String> warnings) implements Rules {}

    private static final Words NONE = new Words("none", List.of());
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Instant now = START;
    private final Clock clock = new SimulatedClock(() -> now.toEpochMilli());
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("rules.conf");
    }

    @Test
    void readsAgainOnlyWhatHasChangedAndOnlyWhenItIsTime() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(true);
        assertEquals("one", rules.current().text());

        write("two", START.minusSeconds(50));
        now = START.plusSeconds(9);
        assertEquals(Check.UNCHANGED, rules.check());
        assertEquals("one", rules.current().text());
        now = START.plusSeconds(10);
        assertEquals(Check.REPLACED, rules.check());
        assertEquals("two", rules.current().text());
        now = START.plusSeconds(20);
        assertEquals(Check.UNCHANGED, rules.check());
    }

    @Test
    void aClockThatIsSetBackKeepsNoChangeFromBeingSeen() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(true);
        write("two", START.minusSeconds(50));
        now = START.minusSeconds(86_400);
        assertEquals(Check.REPLACED, rules.check());
        assertEquals(Check.UNCHANGED, rules.check());
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnabledOnOs(OS.LINUX)
    void whatIsNoFileOrTooLargeKeepsTheOldRules() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(true);
        Files.delete(file);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        assertEquals(Check.REFUSED, checkLater(rules));
        assertEquals(List.of(file + ": cannot be read: it is no regular file"), rules.problems());
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        // It is the same that is wrong, and so told once.
        assertEquals(Check.UNCHANGED, checkLater(rules));
        Files.delete(file);
        Files.write(file, new byte[(4 << 20) + 1]);
        assertEquals(Check.REFUSED, checkLater(rules));
        assertEquals(List.of(file + ": larger than 4 MiB, which no configuration file is"), rules.problems());
        assertEquals("one", rules.current().text());
    }

    @Test
    void anOlderFileInItsPlaceCountsAsAChange() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(true);
        write("old", START.minusSeconds(1000));
        assertEquals(Check.REPLACED, checkLater(rules));
        assertEquals("old", rules.current().text());
    }

    @Test
    void aSecondChangeWithinTheSameTickOfTheFileTimeIsSeen() throws Exception {
        write("one", START);
        RuleFile<Words> rules = open(true);
        write("two", START);
        assertEquals(Check.REPLACED, checkLater(rules));
        assertEquals("two", rules.current().text());
    }

    @Test
    void aWrongFileKeepsTheOldRulesAndIsReportedOnce() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(true);
        write("wrong", START.minusSeconds(90));
        assertEquals(Check.REFUSED, checkLater(rules));
        assertEquals("one", rules.current().text());
        assertEquals(List.of(file + ": wrong"), rules.problems());
        assertEquals(Check.UNCHANGED, checkLater(rules));
        assertEquals(List.of(file + ": wrong"), rules.problems());
        write("one", START.minusSeconds(80));
        assertEquals(Check.REPLACED, checkLater(rules));
        assertEquals(List.of(), rules.problems());
    }

    @Test
    void aFileThatIsNoTextKeepsTheOldRules() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(true);
        Files.write(file, new byte[] {(byte) 0xff});
        assertEquals(Check.REFUSED, checkLater(rules));
        assertEquals(List.of(file + ": not UTF-8 text"), rules.problems());
        write("one", START.minusSeconds(80));
        assertEquals(Check.REPLACED, checkLater(rules));
        assertEquals(List.of(), rules.problems());
    }

    @Test
    void aFileMayComeAndGo() throws Exception {
        RuleFile<Words> rules = open(true);
        assertEquals(NONE, rules.current());
        write("one", START.minusSeconds(100));
        assertEquals(Check.REPLACED, checkLater(rules));
        Files.delete(file);
        assertEquals(Check.REPLACED, checkLater(rules));
        assertEquals(NONE, rules.current());
    }

    @Test
    void rulesThatMayNotGoStayWhenTheFileGoes() throws Exception {
        write("one", START.minusSeconds(100));
        RuleFile<Words> rules = open(false);
        Files.delete(file);
        assertEquals(Check.REFUSED, checkLater(rules));
        assertEquals("one", rules.current().text());
        assertEquals(Check.UNCHANGED, checkLater(rules));
        assertEquals(List.of(file + ": no such file any more"), rules.problems());
    }

    @Test
    void aWrongFileAtTheStartIsAnError() throws IOException {
        write("wrong", START);
        ConfigException e = assertThrows(ConfigException.class, () -> open(true));
        assertEquals(file + ": wrong", e.getMessage());
    }

    private RuleFile<Words> open(boolean emptiedByRemoval) throws ConfigException {
        return RuleFile.open(file, RuleFileTest::parse, NONE, emptiedByRemoval, RuleFile.LISTS, clock);
    }

    private Check checkLater(RuleFile<Words> rules) {
        now = now.plus(Duration.ofSeconds(10));
        return rules.check();
    }

    private void write(String text, Instant modified) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private static Words parse(String name, String text) throws ConfigException {
        if (text.equals("wrong")) {
            throw new ConfigException(name + ": wrong");
        }
        return new Words(text, List.of("a warning"));
    }
}
