package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.RetentionRules;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperLayout;

/** The rules of storage-schemas.conf let through what files can have, and refuse the rest in the words of the files. */
class RetentionRulesTest {
    private static final int[] STEPS = {0, 1, 7, 10, 60, 120, 3600, 86_400, Integer.MAX_VALUE};
    private static final int[] POINTS = {0, 1, 6, 60, 61, 720, 10_080, 400_000_000, Integer.MAX_VALUE};
    private static final int LAYOUTS = 20_000;

    @Test
    void filesCanHaveWhatPasses() {
        SplittableRandom random = new SplittableRandom(1);
        TreeMap<String, Integer> answers = new TreeMap<>();
        for (int n = 0; n < LAYOUTS; n++) {
            List<Retention> retentions = new ArrayList<>();
            for (int archives = random.nextInt(4); archives > 0; archives--) {
                retentions.add(
                        new Retention(STEPS[random.nextInt(STEPS.length)], POINTS[random.nextInt(POINTS.length)]));
            }
            String ofFiles = ofFiles(retentions);
            assertEquals(ofFiles, ofRules(retentions), retentions::toString);
            answers.merge(ofFiles.substring(0, Math.min(11, ofFiles.length())), 1, Integer::sum);
        }
        // All rules are met, and some layouts meet them all.
        assertEquals(8, answers.size(), answers::toString);
        assertTrue(answers.get("") > 100, answers::toString);
    }

    private static String ofRules(List<Retention> retentions) {
        try {
            RetentionRules.check(retentions);
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static String ofFiles(List<Retention> retentions) {
        try {
            List<plumbago.whisper.Retention> archives = retentions.stream()
                    .map(one -> new plumbago.whisper.Retention(one.secondsPerPoint(), one.points()))
                    .toList();
            WhisperLayout.of(archives, WhisperLayout.DEFAULT_X_FILES_FACTOR, WhisperLayout.DEFAULT_AGGREGATION_METHOD)
                    .checkUsable();
            return "";
        } catch (WhisperException e) {
            return e.getMessage();
        }
    }
}
