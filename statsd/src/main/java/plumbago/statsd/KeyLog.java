package plumbago.statsd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.statsd.config.KeyFlush;
import plumbago.statsd.packet.KeyFrequencies.Frequency;

/** Writes down which names come most often, a line each as the original has it. */
final class KeyLog {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLog.class);

    private final KeyFlush how;
    private final Clock clock;

    KeyLog(KeyFlush how, Clock clock) {
        this.how = how;
        this.clock = clock;
    }

    void write(List<Frequency> frequencies) {
        StringBuilder lines = new StringBuilder();
        String time = clock.instant().toString();
        for (Frequency one : frequencies) {
            lines.append(time)
                    .append(" count=")
                    .append(one.count())
                    .append(" key=")
                    .append(one.key())
                    .append('\n');
        }
        if (how.log().isEmpty()) {
            System.out.print(lines);
            return;
        }
        try {
            Files.writeString(
                    how.log().get(),
                    lines,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("keyFlush.log = {} cannot be written: {}", how.log().get(), e.getMessage());
        }
    }
}
