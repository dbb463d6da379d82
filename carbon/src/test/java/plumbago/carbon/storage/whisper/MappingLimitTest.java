package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import plumbago.base.net.Descriptors;

class MappingLimitTest {
    @Test
    void isWhatTheKernelSays() throws Exception {
        Path file = Path.of("/proc/sys/vm/max_map_count");
        assumeTrue(Files.exists(file));
        Process cat = new ProcessBuilder("cat", file.toString()).start();
        String said = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int limit = Integer.parseInt(said.strip());
        assertEquals(limit, MappingLimit.kernelLimit());
        long most = Math.min(50_000, Descriptors.ofThisProcess().most() / 2);
        assertEquals(Math.max(0, Math.min(most, limit - 15_000)), MappingLimit.files());
    }
}
