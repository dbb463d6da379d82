package plumbago.web.records;

/** What the records of a file are about. */
public enum RecordKind {
    TAGS(1),
    EVENTS(2),
    DASHBOARDS(3);

    private final int number;

    RecordKind(int number) {
        this.number = number;
    }

    /** As it stands in the file. */
    int number() {
        return number;
    }
}
