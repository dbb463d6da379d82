package plumbago.carbon.housekeeping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the metrics that something was to be done to.
 *
 * @param done the metrics that it was done to, or with a dry run would be
 * @param unchanged those that had nothing to be done to
 * @param failed the others, each with the reason in a sentence
 */
public record Outcome(List<String> done, List<String> unchanged, Map<String, String> failed) {
    /** An outcome to be filled. */
    static Outcome empty() {
        return new Outcome(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    }
}
