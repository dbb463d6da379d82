package plumbago.base.config;

import java.util.List;

/** Says what is wrong in the configuration: one sentence for each problem, naming file, line and setting. */
public class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Creates an exception for one problem. */
    public ConfigException(String problem) {
        this(List.of(problem));
    }

    /** Creates an exception for all problems that were found together; at least one. */
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
