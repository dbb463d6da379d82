package plumbago.carbon.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The queues as queries see them: they look at what waits, and change nothing. Safe for many threads. */
public final class QueueReader {
    private final Stripes stripes;

    QueueReader(Stripes stripes) {
        this.stripes = stripes;
    }

    /** Copies all points of a metric that wait at this moment, in the order in which they came. */
    public void peek(String metric, QueuedPoints into) {
        int series = stripes.find(metric);
        if (series < 0) {
            into.clear(0);
            return;
        }
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.copy(stripes.handle(series), Integer.MAX_VALUE, into);
        }
    }

    /** Reports the names of all metrics of which points came in or were replayed since the start. */
    public void reportMetrics(Consumer<String> listener) {
        for (QueueStripe stripe : stripes.all()) {
            int handle = 0;
            while (true) {
                String name;
                synchronized (stripe) {
                    while (handle < stripe.table.size() && !stripe.names.isMetric(handle)) {
                        handle++;
                    }
                    if (handle == stripe.table.size()) {
                        break;
                    }
                    name = stripe.table.name(handle++);
                }
                listener.accept(name);
            }
        }
    }

    /** The names of all metrics with tags of which points came in or were replayed since the start. */
    public List<String> taggedMetrics() {
        List<String> tagged = new ArrayList<>();
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                for (int handle = 0; handle < stripe.table.size(); handle++) {
                    if (stripe.names.isMetric(handle) && stripe.table.hasByte(handle, (byte) ';')) {
                        tagged.add(stripe.table.name(handle));
                    }
                }
            }
        }
        return tagged;
    }
}
