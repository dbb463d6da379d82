package plumbago.statsd.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class SketchTest {
    /** Half of a bucket, of its lower end. */
    private static final double ERROR = 1.0 / (1 << (Buckets.BITS + 1));

    private final Random random = new Random(9);

    @Test
    void everyRankIsWithinTheErrorThatIsPromised() {
        check(() -> random.nextDouble() * 500);
        check(() -> Math.exp(random.nextGaussian() * 3 + 2));
        check(() -> random.nextInt(5));
        check(() -> 1 / (1e-9 + random.nextDouble()));
        check(() -> 42);
        check(() -> random.nextGaussian() * 100);
        check(() -> -random.nextDouble());
    }

    private void check(DoubleSupplier values) {
        Sketch sketch = new Sketch();
        double[] all = new double[20_000];
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = values.getAsDouble();
            sum += all[i];
            sketch.add(all[i]);
        }
        Arrays.sort(all);
        assertEquals(all.length, sketch.count());
        assertEquals(sum, sketch.sum());
        assertEquals(all[0], sketch.value(0));
        assertEquals(all[all.length - 1], sketch.value(all.length - 1));
        double sumOfLowest = 0;
        double sizes = 0;
        for (int rank = 0; rank < all.length; rank++) {
            assertEquals(all[rank], sketch.value(rank), ERROR * Math.abs(all[rank]) + 1e-12);
            sumOfLowest += all[rank];
            sizes += Math.abs(all[rank]);
            if (rank % 1000 == 999) {
                assertEquals(sumOfLowest, sketch.sumOfLowest(rank + 1), ERROR * sizes + 1e-9);
            }
        }
        double limit = all[all.length / 2];
        long below = Arrays.stream(all).filter(value -> value < limit).count();
        long near = Arrays.stream(all)
                .filter(value -> Math.abs(value - limit) <= 2 * ERROR * Math.abs(limit))
                .count();
        assertTrue(Math.abs(below - sketch.countBelow(limit)) <= near);
    }

    @Test
    void twoAddedAreOneOfAllValues() {
        Sketch one = new Sketch();
        Sketch other = new Sketch();
        Sketch both = new Sketch();
        for (int i = 0; i < 10_000; i++) {
            double value = Math.exp(random.nextGaussian() * 2) * (i % 2 == 0 ? 1 : 1000);
            (i % 2 == 0 ? one : other).add(value);
            both.add(value);
        }
        one.add(other);
        assertEquals(both.count(), one.count());
        assertEquals(both.sum(), one.sum(), 1e-9 * both.sum());
        for (int rank = 0; rank < 10_000; rank += 7) {
            assertEquals(both.value(rank), one.value(rank));
        }
    }

    @Test
    void takesWhateverNumberComes() {
        Sketch sketch = new Sketch();
        double[] values = {-5, 0, -0.0, Double.MIN_VALUE, 1e-300, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY, 1};
        for (double value : values) {
            sketch.add(value);
        }
        assertEquals(values.length, sketch.count());
        assertEquals(Double.POSITIVE_INFINITY, sketch.value(values.length - 1));
        assertEquals(-5, sketch.value(0));
        assertEquals(0.0, sketch.value(3));
        assertEquals(1, sketch.value(5), ERROR);
        sketch.add(Double.POSITIVE_INFINITY);
        assertEquals(Double.POSITIVE_INFINITY, sketch.value(values.length - 1));
        assertTrue(sketch.memoryBytes() < 1 << 20, () -> sketch.memoryBytes() + " bytes");
    }
}
