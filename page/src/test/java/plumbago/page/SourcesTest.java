package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can be said of the page without a browser. */
class SourcesTest {
    private static final Path SOURCES = Path.of("src", "main", "web");
    private static final int MOST_BYTES = 80_000;

    /** Each of them can make markup or a script of a text. */
    private static final List<String> NEVER = List.of(
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "unsafeHTML",
            "eval(",
            "new Function(",
            "javascript:",
            "style=");

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve("assets"))) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .sorted()
                    .toList();
        }
    }

    /** The folder that the page is served from, in whichever form. */
    private static Path built() {
        try {
            return Path.of(SourcesTest.class
                            .getResource("/plumbago/page/index.html")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("each-form")
    void theFormIsTheOneThatWasMeant() throws IOException {
        String form = System.getProperty("page.form", "");
        assumeFalse(form.isEmpty(), "-Dpage.form is not given");
        try (Stream<Path> files = Files.list(built().resolve("assets"))) {
            Set<String> bundle = Set.of("icon.svg", "page.css", "page.js");
            Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertEquals(form.equals("bundle"), names.equals(bundle), form + ": " + names);
        }
    }

    @Test
    void nothingMakesMarkupOfText() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path module : modules()) {
            String text = Files.readString(module);
            NEVER.stream().filter(text::contains).forEach(one -> found.add(module.getFileName() + ": " + one));
        }
        assertEquals(List.of(), found);
    }

    /** Only what the page names is served, and what it does not name at first is loaded step by step. */
    @Test
    void thePageNamesAllThatIsImported() throws IOException {
        Set<String> named = matches(Files.readString(SOURCES.resolve("index.html")), "\"assets/([^\"]+)\"");
        Set<String> imported = new TreeSet<>();
        for (Path module : modules()) {
            imported.addAll(matches(Files.readString(module), "(?m)^import [^;]* from \"\\./([^\"]+)\""));
        }
        assertTrue(imported.contains("lit-html.js") && imported.size() > 10, imported.toString());
        imported.removeAll(named);
        assertEquals(Set.of(), imported);
    }

    private static Set<String> matches(String text, String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    @Tag("each-form")
    void allOfItIsLight() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(built())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(Files.readAllBytes(file));
                }
                bytes += packed.size();
            }
        }
        System.out.println("The page is " + bytes + " bytes, packed.");
        assertTrue(bytes < MOST_BYTES, "the page is " + bytes + " bytes, packed");
    }

    @Test
    void sourcesAreShortAndHaveNoTabs() throws IOException {
        for (Path module : modules()) {
            String text = Files.readString(module);
            assertTrue(!text.contains("\t") && !text.contains("\r"), module.toString());
            assertTrue(text.lines().count() <= 330, module + " is too long");
        }
    }
}
