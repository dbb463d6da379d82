package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbago.carbon.receiver.Senders.Counts;
import plumbago.carbon.receiver.Senders.Sent;

class SendersTest {
    private long now = 1000;
    private final Senders senders = new Senders(() -> now);

    private static InetAddress address(int number) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    private static int number(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    }

    private void send(int number, long points, long bytes) throws Exception {
        Sender.received(Sender.of(senders, address(number), "lines"), points, bytes);
    }

    @Test
    void connectionsOfOneAddressAreOneSender() throws Exception {
        Object first = Sender.of(senders, new InetSocketAddress(address(1), 5), "lines");
        Object second = Sender.of(senders, new InetSocketAddress(address(1), 6), "lines");
        Object other = Sender.of(senders, new InetSocketAddress(address(1), 7), "frames");
        Sender.received(first, 10, 100);
        now++;
        Sender.received(second, 1, 5);
        Sender.refused(second);
        Sender.refused(other);
        Sender.received("nobody", 1, 1);
        Map<String, Sent> all = senders.all().stream().collect(Collectors.toMap(Sent::protocol, one -> one));
        assertEquals(2, all.size());
        assertEquals(new Counts(11, 105, 1), all.get("lines").sent());
        assertEquals(1001, all.get("lines").last());
        assertEquals(new Counts(0, 0, 1), all.get("frames").sent());
        assertEquals(new Counts(0, 0, 0), all.get("lines").mayMiss());
        assertEquals("/10.0.0.1:5", first.toString(), "as the log has always shown it");
    }

    @Test
    void whatIsNotKnownIsWithinWhatIsTold() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        int many = 5000;
        long[] points = new long[many];
        long[] bytes = new long[many];
        for (int i = 0; i < 200_000; i++) {
            // Some send very much more than the others.
            int who = random.nextInt(10) < 5 ? random.nextInt(20) : random.nextInt(many);
            int count = random.nextInt(1, 10);
            points[who] += count;
            bytes[who] += 50L * count;
            send(who, count, 50L * count);
        }
        List<Sent> all = senders.all();
        assertTrue(all.size() <= Senders.MOST, all.size() + " senders");
        for (Sent one : all) {
            int who = number(one.address());
            assertTrue(one.sent().points() <= points[who], one.toString());
            assertTrue(one.sent().points() + one.mayMiss().points() >= points[who], one + " " + points[who]);
            assertTrue(one.sent().bytes() + one.mayMiss().bytes() >= bytes[who], one + " " + bytes[who]);
        }
        List<Integer> largest = all.stream()
                .sorted((a, b) -> Long.compare(b.sent().bytes(), a.sent().bytes()))
                .limit(20)
                .map(one -> number(one.address()))
                .sorted()
                .toList();
        assertEquals(IntStream.range(0, 20).boxed().toList(), largest);
        long allBytes = Arrays.stream(bytes).sum();
        long worst = all.stream().mapToLong(one -> one.mayMiss().bytes()).max().orElseThrow();
        assertTrue(worst < allBytes / 100, worst + " of " + allBytes);
    }

    @Test
    void whoWasForgottenIsCountedAgain() throws Exception {
        Sender small = Sender.of(senders, address(0), "lines");
        Sender.received(small, 1, 1);
        for (int i = 1; i <= Senders.MOST; i++) {
            send(i, 10, 100);
        }
        assertTrue(senders.all().stream().noneMatch(one -> number(one.address()) == 0));
        Sender.received(small, 2, 2);
        Sent again = senders.all().stream()
                .filter(one -> number(one.address()) == 0)
                .findAny()
                .orElseThrow();
        assertEquals(new Counts(2, 2, 0), again.sent());
        assertEquals(new Counts(10, 100, 0), again.mayMiss());
    }
}
