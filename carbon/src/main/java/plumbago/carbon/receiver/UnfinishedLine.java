package plumbago.carbon.receiver;

import plumbago.base.net.UnfinishedQuota;

/** What one connection keeps between two reads: the beginning of a line, or that a line is too long to be kept. */
final class UnfinishedLine {
    private static final byte[] NOTHING = new byte[0];

    /** The bytes read so far of a line whose end has not come in. */
    byte[] bytes = NOTHING;

    /** Whether the line has been refused for its length and its rest is to be read over. */
    boolean skipping;

    /** Whether it is, or was, the first line of its connection. */
    boolean first = true;

    private final UnfinishedQuota.Claim claim;

    /** @param claim to quota for what is kept */
    UnfinishedLine(UnfinishedQuota.Claim claim) {
        this.claim = claim;
    }

    /** Keeps the beginning of a line; false if others need the quota. */
    boolean keep(byte[] beginning) {
        if (!claim.grow(beginning.length)) {
            return false;
        }
        bytes = beginning;
        return true;
    }

    /** Keeps nothing more: the line has come to its end, or is of no use. */
    void clear() {
        bytes = NOTHING;
        claim.clear();
    }
}
