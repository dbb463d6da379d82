package plumbago.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The Whisper files, tagged series and events behind the recorded answers of graphite-web. */
final class ConformanceFixture {
    /** The present, to the files: 2023-11-14 22:13:20 UTC. */
    static final long NOW = 1_700_000_000;

    private ConformanceFixture() {}

    static InputStream resource(String name) {
        return ConformanceFixture.class.getResourceAsStream("conformance/" + name);
    }

    /** The requests that make known what stands in no file. */
    static JsonNode setUp() throws IOException {
        return new ObjectMapper().readTree(resource("setup.json"));
    }

    static void unpack(Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(resource("fixture.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
    }
}
