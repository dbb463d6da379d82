package plumbago.carbon.goldens;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Replays the cases of one file of records. Fails as a test does, with an assertion that says what differs.
 *
 * <p>Where carbon was recorded doing what nobody can want, a replay asks for what Plumbago does instead, by a rule that
 * its doc gives.
 */
public interface GoldenReplay {
    /** The file's name, without {@code .json} or {@code .json.gz}. */
    String file();

    /** The member of the file that holds the cases. */
    default String member() {
        return "cases";
    }

    /** Gets the whole file before its cases, which may have something in common. */
    default void begin(JsonNode records) {}

    /** The one case of a file whose member is no list of them; nothing where it is one. */
    default Optional<JsonNode> single(JsonNode file) {
        return Optional.empty();
    }

    /**
     * Replays one case.
     *
     * @param workplace an empty folder
     */
    void replay(JsonNode golden, Path workplace) throws Exception;
}
