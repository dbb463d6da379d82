package plumbago.statsd.backend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection that takes one flush, and in which no step waits longer than its time. */
final class GraphiteConnection implements AutoCloseable {
    private static final long CONNECT_MILLIS = 5_000;
    private static final long WRITE_MILLIS = 10_000;
    /** Who takes points closes when it has read to the end; who does not is not waited for. */
    private static final long END_MILLIS = 1_000;

    private static final int ANSWER = 1_024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private GraphiteConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT);
    }

    /**
     * Connects.
     *
     * @throws IOException if that is refused, or takes longer than five seconds
     */
    @SuppressWarnings("resource") // is closed with what is returned, or where that fails
    static GraphiteConnection open(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        GraphiteConnection connection = new GraphiteConnection(SocketChannel.open());
        try {
            if (!connection.channel.connect(address)) {
                connection.await(SelectionKey.OP_CONNECT, CONNECT_MILLIS, "no connection");
                connection.channel.finishConnect();
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Writes all.
     *
     * @throws IOException if the other side has closed, or takes nothing for ten seconds
     */
    void write(ByteBuffer[] buffers) throws IOException {
        ByteBuffer last = buffers[buffers.length - 1];
        while (last.hasRemaining()) {
            if (channel.write(buffers) == 0) {
                await(SelectionKey.OP_WRITE, WRITE_MILLIS, "nothing was taken");
            }
        }
    }

    /**
     * Ends what is written, and waits for the other side to have read it, a second at most.
     *
     * @throws IOException if the connection broke
     */
    void end() throws IOException {
        channel.shutdownOutput();
        key.interestOps(SelectionKey.OP_READ);
        ByteBuffer answer = ByteBuffer.allocate(ANSWER);
        long begin = System.nanoTime();
        long left = END_MILLIS;
        while (left > 0 && select(left) > 0 && channel.read(answer.clear()) >= 0) {
            left = END_MILLIS - (System.nanoTime() - begin) / 1_000_000;
        }
    }

    private void await(int operation, long millis, String problem) throws IOException {
        key.interestOps(operation);
        if (select(millis) == 0) {
            throw new SocketTimeoutException(problem + " for " + millis / 1000 + " seconds");
        }
    }

    private int select(long millis) throws IOException {
        selector.selectedKeys().clear();
        return selector.select(millis);
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
