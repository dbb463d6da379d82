package plumbago.statsd.config;

import java.util.ArrayList;
import java.util.List;

/** The section that an import writes, line by line. */
final class ImportedSection {
    private final String file;
    private final StringBuilder text = new StringBuilder();
    private final List<String> warnings = new ArrayList<>();

    ImportedSection(String file, String header) {
        this.file = file;
        text.append(header).append('\n');
    }

    /** Sets an option; a value that does not fit on its line is warned of. */
    void set(int line, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7F) || !value.strip().equals(value)) {
            warn(line, name, "white space at its ends and line ends cannot be written in this file; it is left out");
            return;
        }
        text.append(name).append(value.isEmpty() ? " =" : " = ").append(value.replace("%", "%%"));
        text.append('\n');
    }

    void comment(String comment) {
        text.append("# ").append(onALine(comment)).append('\n');
    }

    /** Says that something is not taken over, and what to do about it. */
    void warn(int line, String name, String problem) {
        String warning = onALine(name) + ": " + onALine(problem);
        comment(warning);
        warnings.add(file + ", line " + line + ": " + warning);
    }

    /** Says that the value of an option is code. */
    void warnOfCode(int line, String name, String source) {
        warn(line, name, "no code is run: write what " + source + " gives, as in " + name + " = ...");
    }

    ImportedConfig done() {
        return new ImportedConfig(text.toString(), List.copyOf(warnings));
    }

    private static String onALine(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+", " ");
    }
}
