package plumbago.base.records;

/**
 * What the records of a file are about, so that none is taken for another.
 *
 * @param number as it stands in the file; each kind has one of its own
 * @param name what the records are, for messages, such as {@code events}
 */
public record RecordKind(int number, String name) {}
