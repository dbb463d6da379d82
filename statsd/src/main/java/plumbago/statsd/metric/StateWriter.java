package plumbago.statsd.metric;

import plumbago.statsd.journal.OperationWriter;

/** Writes what there is as the operations that lead to it. */
final class StateWriter {
    private static final int COMMIT_BYTES = 1 << 20;

    private final OperationWriter operations;
    private final Interval interval;
    private final Runnable commit;

    /** @param commit called now and then, when much has been written */
    StateWriter(OperationWriter operations, Interval interval, Runnable commit) {
        this.operations = operations;
        this.interval = interval;
        this.commit = commit;
    }

    void names(MetricType type, NameTable names) {
        for (int id = 0; id < names.end(); id++) {
            if (names.has(id)) {
                define(type, names, id);
            }
        }
    }

    void counters(NameTable counters) {
        for (int id = 0; id < counters.end(); id++) {
            if (counters.has(id) && interval.has(MetricType.COUNTER, id)) {
                operations.count(id, interval.counter(id));
                commitIfLarge();
            }
        }
    }

    void gauges(NameTable gauges, double[] values) {
        for (int id = 0; id < gauges.end(); id++) {
            if (gauges.has(id)) {
                define(MetricType.GAUGE, gauges, id);
                operations.gauge(id, values[id]);
            }
        }
    }

    void timers(NameTable timers) {
        boolean[] counted = new boolean[timers.end()];
        ValueColumns values = interval.values();
        for (int i = 0; i < values.count(); i++) {
            int id = values.owner(i);
            if (timers.has(id)) {
                operations.timer(id, values.value(i), weightOnce(id, counted));
                commitIfLarge();
            }
        }
        for (int id = 0; id < timers.end(); id++) {
            if (timers.has(id)) {
                sketch(id, counted);
            }
        }
    }

    private void sketch(int id, boolean[] counted) {
        interval.sketch(id).ifPresent(sketch -> operations.sketch(id, weightOnce(id, counted), sketch.bytes()));
        commitIfLarge();
    }

    /** The first value counts for all, so that the sum is as before. */
    private double weightOnce(int id, boolean[] counted) {
        double weight = counted[id] ? 0 : interval.timerCount(id);
        counted[id] = true;
        return weight;
    }

    void sets(NameTable sets) {
        interval.eachMember((id, text, offset, length) -> {
            if (sets.has(id)) {
                operations.member(id, text, offset, length);
                commitIfLarge();
            }
        });
    }

    private void define(MetricType type, NameTable names, int id) {
        byte[] name = names.names()[id];
        operations.define(type.code(), id, name, 0, name.length);
        commitIfLarge();
    }

    private void commitIfLarge() {
        if (operations.size() > COMMIT_BYTES) {
            commit.run();
        }
    }
}
