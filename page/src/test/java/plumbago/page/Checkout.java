package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The original code of another project. No registry of packages has it, so who runs the test says where it lies. */
final class Checkout {
    private Checkout() {}

    /**
     * The folder that {@code -Dproperty=FOLDER} names; the test is skipped where there is none.
     *
     * @param repository where it can be had from
     * @param file of it, to tell a wrong folder from a right one
     */
    static Path of(String property, String repository, String file) {
        String folder = System.getProperty(property, "");
        String missing =
                "NOT TESTED: " + repository + " before Plumbago. Its code is in no registry: `git clone https://"
                        + repository + " FOLDER`, and give -D" + property + "=FOLDER.";
        if (folder.isEmpty()) {
            System.err.println(missing);
        }
        assumeTrue(!folder.isEmpty(), missing);
        Path root = Path.of(folder);
        assertTrue(Files.isReadable(root.resolve(file)), () -> "-D" + property + "=" + folder + " has no " + file);
        return root;
    }
}
