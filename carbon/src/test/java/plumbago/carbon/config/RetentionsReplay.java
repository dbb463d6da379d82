package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperException;

/**
 * Replays how single retentions were read, by carbon in its file and by Whisper on the command line. In the file all is
 * read that one of the two reads; Whisper's own refuses at once what does not fit a file.
 */
public final class RetentionsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "retentions";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        String text = golden.get("text").asText();
        JsonNode carbon = golden.get("expect").get("carbon");
        JsonNode whisper = golden.get("expect").get("whisper");
        JsonNode inFile = carbon.has("error") ? whisper : carbon;
        if (inFile.has("error")) {
            assertThrows(IllegalArgumentException.class, () -> RetentionText.parse(text));
        } else {
            RetentionText read = RetentionText.parse(text);
            assertEquals(inFile.toString(), "[" + read.secondsPerPoint() + "," + read.points() + "]");
        }
        if (whisper.has("error")
                || Math.max(whisper.get(0).asLong(), whisper.get(1).asLong()) > Integer.MAX_VALUE) {
            assertThrows(WhisperException.class, () -> Retention.parse(text));
        } else {
            Retention read = Retention.parse(text);
            assertEquals(whisper.toString(), "[" + read.secondsPerPoint() + "," + read.points() + "]");
        }
    }
}
