package plumbago.carbon.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class LabelScanTest {
    /** Held against looking at every label as a text, up to the very last byte of the table's array. */
    @RepeatedTest(200)
    void marksWhatHoldsAWordAndWhatBeginsWithIt(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LabelTable labels = new LabelTable();
        List<String> texts = new ArrayList<>();
        int bytes = 900 + random.nextInt(1200);
        while (bytes > 0) {
            String text = text(random, Math.min(bytes, 1 + random.nextInt(random.nextInt(9) == 0 ? 30 : 7)));
            bytes -= text.length();
            if (labels.intern(text.getBytes(UTF_8), 0, text.length()) == texts.size()) {
                texts.add(text);
            }
        }
        for (int i = 0; i < 20; i++) {
            String word = text(random, 1 + random.nextInt(5)).toLowerCase(Locale.ROOT);
            int from = random.nextInt(texts.size());
            int to = from + 1 + random.nextInt(texts.size() - from);
            int[] holds = new int[texts.size()];
            int[] begins = new int[texts.size()];
            new LabelScan(labels, word.getBytes(UTF_8)).mark(from, to, 4, holds, begins);
            for (int label = 0; label < texts.size(); label++) {
                String lower = texts.get(label).toLowerCase(Locale.ROOT);
                boolean isMeant = label >= from && label < to;
                assertEquals(isMeant && lower.contains(word) ? 4 : 0, holds[label], word + " in " + lower);
                assertEquals(isMeant && lower.startsWith(word) ? 4 : 0, begins[label], word + " begins " + lower);
            }
        }
    }

    /** With letters that differ from others by the bit between capital and small ones alone. */
    private static String text(Random random, int length) {
        String letters = "abAB@`[{1";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
