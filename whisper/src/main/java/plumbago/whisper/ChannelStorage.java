package plumbago.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file reached through Java's channel. */
final class ChannelStorage extends ReadWriteStorage {
    private final FileChannel channel;

    ChannelStorage(Path path, Object identity, FileChannel channel, long length) {
        super(path, identity, length);
        this.channel = channel;
    }

    @Override
    Access access() {
        return Access.CHANNEL;
    }

    @Override
    void enter() {
        // A closed channel says so itself.
    }

    @Override
    void leave() {
        // See enter.
    }

    @Override
    int read(ByteBuffer bytes, long position) throws IOException {
        return channel.read(bytes, position);
    }

    @Override
    int write(ByteBuffer bytes, long position) throws IOException {
        return channel.write(bytes, position);
    }

    @Override
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
