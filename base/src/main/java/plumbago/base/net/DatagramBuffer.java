package plumbago.base.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * The memory that a socket's datagrams are read to, the same one each time. One for many datagrams is larger than what
 * allocators keep for the next time: they would get a new one from the system with each read, and clear all of it. Belongs to
 * the thread that reads the socket.
 */
final class DatagramBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    private final int bytes;

    /** Null until the first read, and once it is released. */
    private ByteBuf kept;

    /**
     * @param bytes for all datagrams of a read
     * @param datagramsPerRound how many are read before other sockets of the thread have their turn
     */
    @SuppressWarnings("this-escape")
    DatagramBuffer(int bytes, int datagramsPerRound) {
        this.bytes = bytes;
        maxMessagesPerRead(datagramsPerRound);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty names the type so
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return bytes;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                if (kept == null) {
                    kept = Unpooled.directBuffer(bytes, bytes);
                }
                // Whoever still holds what came before has not copied it.
                return kept.refCnt() == 1 ? kept.clear().retain() : allocator.directBuffer(bytes);
            }
        };
    }

    /** Gives the memory back when the last datagram in it has been passed on. */
    void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }
}
