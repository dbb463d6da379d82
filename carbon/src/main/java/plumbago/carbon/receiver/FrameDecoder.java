package plumbago.carbon.receiver;

/** Makes points of frames of one protocol. Belongs to one thread at a time. */
interface FrameDecoder {
    /** Hands on the points of a frame, the first {@code length} bytes of an array. */
    void take(byte[] bytes, int length, Object sender);
}
