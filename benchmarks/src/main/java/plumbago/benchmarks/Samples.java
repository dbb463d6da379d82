package plumbago.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** Packets as applications send them to StatsD: half of the names are counters, a quarter timers, the others gauges and sets. */
final class Samples {
    /** What twenty names in a row are. */
    private static final String TYPES = "cccccccccctttttgggss";

    private Samples() {}

    /** The name of a metric, counted from 0. */
    private static String name(int number) {
        return String.format(
                Locale.ROOT,
                "shop.host%03d.%s.requests.m%05d",
                number / TYPES.length() % 500,
                TYPES.charAt(number % TYPES.length()) == 't' ? "time" : "all",
                number);
    }

    /** Packets of so many samples, in which all names come equally often, in no order. */
    static List<byte[]> packets(int names, int samples, int samplesInPacket) {
        List<Integer> order = new ArrayList<>(names);
        for (int i = 0; i < names; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(3));
        SplittableRandom values = new SplittableRandom(7);
        List<byte[]> packets = new ArrayList<>(samples / samplesInPacket);
        StringBuilder packet = new StringBuilder();
        for (int i = 1; i <= samples; i++) {
            int number = order.get(i % names);
            packet.append(name(number)).append(':');
            switch (TYPES.charAt(number % TYPES.length())) {
                case 'c' -> packet.append(values.nextInt(1, 10)).append("|c");
                case 't' -> packet.append(values.nextInt(1, 500)).append("|ms");
                case 'g' -> packet.append(values.nextInt(1, 1000)).append("|g");
                default -> packet.append(values.nextInt(1, 50)).append("|s");
            }
            if (i % samplesInPacket == 0) {
                packets.add(packet.toString().getBytes(StandardCharsets.UTF_8));
                packet.setLength(0);
            } else {
                packet.append('\n');
            }
        }
        return packets;
    }
}
