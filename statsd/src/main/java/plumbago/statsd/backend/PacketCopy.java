package plumbago.statsd.backend;

/** Gets every packet as it came in. Called by the thread that receives, which must not wait for anything. */
public interface PacketCopy extends AutoCloseable {
    /** Passes a packet on, or drops it and counts that. */
    void packet(byte[] bytes, int offset, int length);

    @Override
    void close();
}
