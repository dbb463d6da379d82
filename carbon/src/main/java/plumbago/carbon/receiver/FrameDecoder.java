package plumbago.carbon.receiver;

/** Makes points of frames of one protocol. Belongs to one thread at a time. */
interface FrameDecoder {
    /** Accepts the points of a frame, the first {@code length} bytes of an array. */
    void accept(byte[] bytes, int length, Object sender);
}
