package plumbago.whisper;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a virtual machine of its own did and said.
 *
 * @param exit its exit status
 * @param output what it printed, errors included
 */
record ChildProcess(int exit, String output) {
    /**
     * Runs a class of the tests to its end.
     *
     * @param wrapper a command that starts what is added to it, or nothing
     * @param jars which entries of the class path it gets
     */
    static ChildProcess run(List<String> wrapper, Predicate<String> jars, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .toList());
        command.add("-cp");
        command.add(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jars)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("child", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the process hangs: " + Files.readString(output));
            }
            return new ChildProcess(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
