package plumbago.carbon.receiver;

import com.fasterxml.jackson.databind.JsonNode;

/** Replays pickles over TCP. */
public final class PickleReplay extends FramesReplay {
    private final String file;

    /** @param file the records of those that carbon was given, or of those that nobody dared to give it */
    public PickleReplay(String file) {
        this.file = file;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    int maxLength(JsonNode settings) {
        return settings.path("PICKLE_RECEIVER_MAX_LENGTH").asInt(1 << 20);
    }

    @Override
    FrameDecoder decoder(Intake intake, RefusedFrames refused) {
        return new PicklePoints(intake.filler(), refused);
    }
}
