package plumbago.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JMH's own command line, with the JVM flags that mapping files needs given to each process that it starts. */
public final class Main {
    private static final int WARNS_OF_UNSAFE = 24;

    private Main() {}

    public static void main(String[] args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("-jvmArgsAppend");
        all.add(jvmFlags());
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
    }

    private static String jvmFlags() throws IOException {
        try (InputStream flags = Main.class.getResourceAsStream("jvm.flags")) {
            String text = new String(flags.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Runtime.version().feature() >= WARNS_OF_UNSAFE
                    ? text + " --sun-misc-unsafe-memory-access=allow"
                    : text;
        }
    }
}
