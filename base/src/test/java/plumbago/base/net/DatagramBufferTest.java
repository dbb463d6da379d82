package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import org.junit.jupiter.api.Test;

class DatagramBufferTest {
    private static final int BYTES = 32 * DatagramListener.MAX_BYTES;

    private final DatagramBuffer buffer = new DatagramBuffer(BYTES, 32);

    @SuppressWarnings("deprecation") // Netty names the type so
    private final RecvByteBufAllocator.Handle reads = buffer.newHandle();

    private ByteBuf read() {
        return reads.allocate(ByteBufAllocator.DEFAULT);
    }

    @Test
    void eachReadHasTheSameMemoryEmptied() {
        ByteBuf first = read();
        first.writeLong(1);
        first.release();

        ByteBuf second = read();

        assertSame(first, second);
        assertEquals(BYTES, second.writableBytes());
        second.release();
        buffer.release();
        assertEquals(0, second.refCnt());
    }

    @Test
    void whatSomebodyStillHoldsIsNotReadInto() {
        ByteBuf held = read();
        held.writeLong(7);

        ByteBuf other = read();

        assertNotSame(held, other);
        assertEquals(BYTES, other.writableBytes());
        other.writeLong(8);
        assertEquals(7, held.getLong(0));
        other.release();
        assertEquals(0, other.refCnt());
        held.release();
        buffer.release();
        assertEquals(0, held.refCnt());
    }

    @Test
    void whatIsHeldOutlivesTheListener() {
        ByteBuf held = read();
        held.writeLong(7);

        buffer.release();

        assertEquals(7, held.readLong());
        held.release();
        assertEquals(0, held.refCnt());
    }
}
