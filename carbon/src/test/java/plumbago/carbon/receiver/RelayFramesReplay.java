package plumbago.carbon.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Reads the frames that carbon-relay was recorded sending. */
public final class RelayFramesReplay extends FramesReplay {
    @Override
    public String file() {
        return "relay-output";
    }

    @Override
    public String member() {
        return "frames";
    }

    @Override
    FrameDecoder decoder(Intake intake, RefusedFrames refused) {
        return new PicklePoints(intake.filler(), refused);
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        ObjectNode connection = JsonNodeFactory.instance.objectNode();
        connection.putArray("chunks_b64").add(golden.get("frame_b64"));
        ObjectNode expected = connection.putObject("expect").put("rejected_count", 0);
        expected.putArray("points");
        for (JsonNode point : golden.get("points")) {
            expected.withArray("points")
                    .addObject()
                    .put("metric", point.get(0).asText())
                    .put("timestamp", point.get(1).asDouble())
                    .put("value", point.get(2).asDouble())
                    .put("stored_as", point.get(0).asText());
        }
        super.replay(connection, workplace);
    }
}
