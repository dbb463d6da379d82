package plumbago.carbon.relay.send;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Makes of lines what goes over the wire. Belongs to one thread. */
interface Messages {
    /**
     * Takes the lines of a frame, and gives away the messages that are full.
     *
     * @param lines whole lines; taken over, and released
     */
    void add(ByteBuf lines, Consumer<ByteBuf> out);

    /** Gives away the message that has begun, if any. */
    void finish(Consumer<ByteBuf> out);

    /** How many points have been taken since the last message. */
    int begun();

    /** Forgets the message that has begun. */
    void clear();

    /** Lines as they are. */
    static Messages lines() {
        return new Messages() {
            @Override
            public void add(ByteBuf lines, Consumer<ByteBuf> out) {
                out.accept(lines);
            }

            @Override
            public void finish(Consumer<ByteBuf> out) {
                // Nothing is kept.
            }

            @Override
            public int begun() {
                return 0;
            }

            @Override
            public void clear() {
                // Nothing is kept.
            }
        };
    }
}
