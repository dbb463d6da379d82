package plumbago.carbon.cache;

import java.util.Arrays;
import plumbago.carbon.point.PointBatch;

/**
 * What was said about names of one batch that had to be asked about, so that a name which stands there a thousand times is
 * asked about once, also where nothing can be kept of it. Of some hundred different names it forgets the older ones. Belongs
 * to one thread.
 */
final class AskedNames {
    private static final int PLACES = 256;

    private final PointBatch batch;

    /** By the hash of the name: a point of it and 1, or 0. */
    private final int[] points = new int[PLACES];

    private final int[] answers = new int[PLACES];

    AskedNames(PointBatch batch) {
        this.batch = batch;
    }

    /** What was said about the name of a point, or {@code unknown}. */
    int find(int point, int unknown) {
        int place = place(point);
        int asked = points[place] - 1;
        return asked >= 0 && haveOneName(asked, point) ? answers[place] : unknown;
    }

    /** Notes what was said about the name of a point. */
    void put(int point, int answer) {
        points[place(point)] = point + 1;
        answers[place(point)] = answer;
    }

    private int place(int point) {
        return batch.nameHash(point) & (PLACES - 1);
    }

    private boolean haveOneName(int a, int b) {
        int length = batch.nameLength(a);
        if (batch.nameHash(a) != batch.nameHash(b) || length != batch.nameLength(b)) {
            return false;
        }
        int from = batch.nameOffset(a);
        int other = batch.nameOffset(b);
        return from == other || Arrays.equals(batch.bytes(), from, from + length, batch.bytes(), other, other + length);
    }
}
