package plumbago.carbon.receiver;

/** Is notified of lines that are no points. */
@FunctionalInterface
interface LineRefusals {
    /**
     * Counts one line.
     *
     * @param sender where the line came from, for the log
     * @param reason what was expected, as the end of a sentence
     */
    void refuse(Object sender, byte[] bytes, int start, int end, String reason);
}
