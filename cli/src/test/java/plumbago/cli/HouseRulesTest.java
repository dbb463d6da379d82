package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources keep to and no compiler holds; the formatter sees to it that they can be read by lines. */
class HouseRulesTest {
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (\\w+ )*(class|interface|record|enum) .*", Pattern.MULTILINE);

    /** A method or a constructor, in a type or in one within it. */
    private static final Pattern PUBLIC_METHOD = Pattern.compile(
            " {4,8}public (?!.*\\b(class|interface|record|enum) )" + "(?!static final \\S+(<.*>)? [A-Z_]+ =).*");

    /** What the Javadoc of a method that may return null says of it. */
    private static final Pattern SAYS_NULL = Pattern.compile("\\bnull (if|while|unless|where)\\b|\\bor null\\b");

    /** Null says in them that there is nothing to do, on ways where it would cost to say it otherwise. */
    private static final Set<String> MAY_RETURN_NULL = Set.of(
            // Asked for each refused line of senders.
            "LogLimit.admit",
            // The reason is noted in the sections themselves.
            "RuleSections.pattern");

    /** A public method with all that belongs to it. */
    private record Method(String type, String name, List<String> before, List<String> body) {
        boolean mayReturnNull() {
            String javadoc = String.join(" ", before).replaceAll("@param[^@]*", "");
            return SAYS_NULL.matcher(javadoc).find()
                    || body.stream().anyMatch(line -> line.contains("return null;") || line.contains(": null;"));
        }

        @Override
        public String toString() {
            return type + "." + name;
        }
    }

    private static List<Method> publicMethods(String module) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("..", module, "src/main/java"))) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        List<Method> methods = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            if (PUBLIC_TYPE.matcher(text).find()) {
                String type = file.getFileName().toString().replace(".java", "");
                methods.addAll(publicMethods(type, text.lines().toList()));
            }
        }
        return methods;
    }

    private static List<Method> publicMethods(String type, List<String> lines) {
        List<Method> methods = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!PUBLIC_METHOD.matcher(line).matches() || line.indexOf('(') < 0) {
                continue;
            }
            int begin = i;
            while (!lines.get(begin - 1).isBlank() && !lines.get(begin - 1).endsWith("{")) {
                begin--; // Javadoc and annotations
            }
            String indent = line.substring(0, line.indexOf("public"));
            int end = i;
            while (!lines.get(end).endsWith("{") && !lines.get(end).endsWith(";")) {
                end++;
            }
            if (lines.get(end).endsWith("{")) {
                while (!lines.get(end).equals(indent + "}")) {
                    end++;
                }
            }
            String head = line.substring(0, line.indexOf('('));
            String name = head.substring(head.lastIndexOf(' ') + 1);
            methods.add(new Method(type, name, lines.subList(begin, i), lines.subList(i, end)));
        }
        return methods;
    }

    @Test
    void publicMethodsReturnNoNull() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("base", "carbon", "statsd", "web-api")) {
            for (Method method : publicMethods(module)) {
                if (method.mayReturnNull()) {
                    found.add(method.toString());
                }
            }
        }
        assertEquals(new TreeSet<>(MAY_RETURN_NULL), found, "give an Optional, or say in the list why not");
    }

    @Test
    void publicMethodsSayWhatTheyDo() throws IOException {
        for (String module : List.of("carbon", "statsd", "web-api")) {
            List<Method> methods = publicMethods(module);
            assertTrue(methods.size() > 100, methods.size() + " methods of " + module);
            List<String> silent = methods.stream()
                    .filter(method -> method.before().stream()
                            .noneMatch(line -> line.contains("*/") || line.contains("@Override")))
                    .map(Method::toString)
                    .toList();
            assertEquals(List.of(), silent, module);
        }
    }
}
