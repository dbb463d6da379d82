package plumbago.web.render.function;

import plumbago.web.render.series.Aggregation;

/**
 * The largest or the smallest value of a window. It remembers only those that can still become it: each is beaten by
 * those before it, for as long as these are in the window.
 */
final class SlidingExtreme implements SlidingWindow.Content {
    private final double[] values;
    private final boolean most;
    /** Places of values, in a ring. */
    private final int[] places;

    private int first;
    private int count;

    /** @param aggregation the maximum or the minimum */
    SlidingExtreme(Context context, double[] values, int points, Aggregation aggregation) {
        this.values = values;
        this.most = aggregation == Aggregation.MAXIMUM;
        this.places = context.newPlaces(Math.min(points, values.length));
    }

    private int at(int i) {
        int place = first + i;
        return place < places.length ? place : place - places.length;
    }

    @Override
    public void enter(int place) {
        double value = values[place];
        while (count > 0) {
            double before = values[places[at(count - 1)]];
            if (most ? before >= value : before <= value) {
                break;
            }
            count--;
        }
        places[at(count)] = place;
        count++;
    }

    @Override
    public void leave(int place) {
        if (places[first] == place) {
            first = at(1);
            count--;
        }
    }

    @Override
    public double result(int present) {
        return values[places[first]];
    }
}
