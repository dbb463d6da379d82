package plumbago.base.config;

/**
 * Where something was written.
 *
 * @param source a file's path as it was given, or what else it came from, as {@code --set} or an environment variable
 * @param line from 1; 0 if the source has no lines
 */
public record Place(String source, int line) {
    @Override
    public String toString() {
        return line == 0 ? source : source + ", line " + line;
    }
}
