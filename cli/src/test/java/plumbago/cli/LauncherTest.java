package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Path SCRIPT = Path.of("src/main/dist/bin/plumbago");

    @TempDir
    private Path folder;

    /** The JVM says nothing when a method of another name takes the place of one that a flag is about. */
    @Test
    void namesMethodsThatThereAre() throws Exception {
        String script = Files.readString(SCRIPT);
        var named = Pattern.compile("([a-z.]+[A-Z]\\w+)::(\\w+)")
                .matcher(script)
                .results()
                .toList();
        assertTrue(named.size() >= 8, named.size() + " methods");
        for (MatchResult each : named) {
            Class<?> type = Class.forName("plumbago." + each.group(1));
            assertTrue(
                    Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(each.group(2))),
                    each.group());
        }
    }

    @Test
    void takesTheSerialCollectorOnFewProcessors() throws Exception {
        assertTrue(wordsForJava(4, "-Xmx1g").contains("-XX:+UseSerialGC"));
        assertFalse(wordsForJava(5, "-Xmx1g").contains("-XX:+UseSerialGC"));
    }

    /** Java ends with an error when it is told two. */
    @Test
    void leavesTheCollectorToWhoNamesOne() throws Exception {
        List<String> words = wordsForJava(2, "-Xmx1g -XX:+UseG1GC");
        assertFalse(words.contains("-XX:+UseSerialGC"));
        assertTrue(words.contains("-XX:+UseG1GC"));
        assertTrue(wordsForJava(2, "-XX:+UseGCOverheadLimit").contains("-XX:+UseSerialGC"));
    }

    /** What the script runs Java with on a machine of so many processors. */
    private List<String> wordsForJava(int processors, String javaOptions) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("java/bin"));
        program(bin.resolve("java"), "printf '%s\\n' \"$@\"");
        program(bin.resolve("nproc"), "echo " + processors);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPT.toString(), "start");
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        builder.environment().put("JAVA_OPTS", javaOptions);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + File.pathSeparator + path);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        List<String> words = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor());
        return words;
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
