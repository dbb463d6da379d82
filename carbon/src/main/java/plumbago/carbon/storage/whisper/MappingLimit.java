package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import plumbago.base.net.Descriptors;

/** How many files may be mapped at once. */
final class MappingLimit {
    /** What the kernel allows unless told otherwise. */
    private static final int KERNEL_DEFAULT = 65_530;

    /** For the JVM's heap, code and threads, with a wide margin: it dies when it finds no mapping left. */
    private static final int RESERVED = 15_000;

    /** More gains little, and each costs page tables. */
    private static final int MOST = 50_000;

    private MappingLimit() {}

    static int files() {
        // Where a file cannot be mapped, to keep it open takes a descriptor; sockets need some as well.
        long descriptors = Descriptors.ofThisProcess().most();
        return (int) Math.max(0, Math.min(Math.min(MOST, kernelLimit() - RESERVED), descriptors / 2));
    }

    static int kernelLimit() {
        // At once: the kernel gives such a number to the first read only, and the usual ways begin with a single byte.
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/vm/max_map_count"))) {
            return Integer.parseInt(new String(in.readNBytes(32), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return KERNEL_DEFAULT;
        }
    }
}
