package plumbago.carbon.receiver;

/** Replays carbon's protobuf messages over TCP. */
public final class ProtobufReplay extends FramesReplay {
    @Override
    public String file() {
        return "protobuf";
    }

    @Override
    FrameDecoder decoder(Intake intake, RefusedFrames refused) {
        return new ProtobufPoints(intake.filler(), refused);
    }
}
