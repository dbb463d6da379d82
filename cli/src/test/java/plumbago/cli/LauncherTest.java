package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LauncherTest {
    /** The JVM says nothing when a method of another name takes the place of one that a flag is about. */
    @Test
    void namesMethodsThatThereAre() throws Exception {
        String script = Files.readString(Path.of("src/main/dist/bin/plumbago"));
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
}
