package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A StatsD as the proxy sees it: takes datagrams, and says how it is. */
final class TestNode implements AutoCloseable {
    /** What its management port does. */
    enum Health {
        UP,
        /** Says that it is up, a letter at a time. */
        SLOWLY_UP,
        DOWN,
        CLOSES,
        HANGS,
        REFUSES
    }

    private final DatagramSocket socket;
    private final int adminPort;
    private final List<Socket> hanging = new CopyOnWriteArrayList<>();
    private volatile Health health = Health.UP;
    private volatile ServerSocket admin;
    private final AtomicInteger asked = new AtomicInteger();

    TestNode(InetAddress address) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(address, 0));
        socket.setReceiveBufferSize(4 << 20);
        admin = new ServerSocket(0, 50, address);
        adminPort = admin.getLocalPort();
        serve();
    }

    private void serve() {
        ServerSocket served = admin;
        Thread thread = new Thread(() -> answerAll(served), "node");
        thread.setDaemon(true);
        thread.start();
    }

    private void answerAll(ServerSocket served) {
        while (!served.isClosed()) {
            try {
                Socket client = served.accept();
                asked.incrementAndGet();
                if (health == Health.HANGS) {
                    hanging.add(client);
                } else {
                    answer(client);
                }
            } catch (IOException e) {
                // The next check comes.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        try (client) {
            client.setTcpNoDelay(true);
            byte[] question = client.getInputStream().readNBytes(8);
            if (!new String(question, US_ASCII).equals("health\r\n") || health == Health.CLOSES) {
                return;
            }
            if (health == Health.SLOWLY_UP) {
                for (char c : "health: up\n".toCharArray()) {
                    client.getOutputStream().write(c);
                }
            } else {
                String text = health == Health.UP ? "health: up\n" : "health: down\n";
                client.getOutputStream().write(text.getBytes(US_ASCII));
            }
            client.getInputStream().read();
        }
    }

    void is(Health next) throws IOException {
        if (next == Health.REFUSES) {
            admin.close();
        } else if (admin.isClosed()) {
            ServerSocket again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(socket.getLocalAddress(), adminPort));
            admin = again;
            health = next;
            serve();
        }
        health = next;
    }

    /** How many connections there have been to the management port. */
    int asked() {
        return asked.get();
    }

    ProxyNode node() {
        String host = socket.getLocalAddress().getHostAddress();
        return new ProxyNode(host, socket.getLocalPort(), adminPort);
    }

    /** The next datagram, waiting for it. */
    String take() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        socket.setSoTimeout(0);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
    }

    /** As many datagrams as have come in. */
    List<String> taken() throws IOException {
        List<String> all = new ArrayList<>();
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        socket.setSoTimeout(1);
        while (true) {
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return all;
            }
            all.add(new String(packet.getData(), 0, packet.getLength(), ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        admin.close();
        socket.close();
        for (Socket client : hanging) {
            client.close();
        }
    }
}
