package plumbago.cli.whisper.option;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a command line as Python's {@code argparse} does, as far as the Whisper tools use it: flags, and a fixed list of
 * named arguments of which the last may be given several times.
 *
 * <p>What looks like a negative number is an argument and not an option, as is anything with a space in it. Missing
 * arguments are noticed before options that do not exist.
 */
public final class ArgumentParser implements CommandSyntax {
    private final String program;
    private final String description;
    private final List<Positional> positional;
    private final List<Option<Boolean>> flags = new ArrayList<>();
    private final Option<Boolean> helpOption = Option.flag("explain the arguments and exit", "-h", "--help");

    /**
     * An argument that belongs to no option.
     *
     * @param name how usage and errors call it
     * @param many whether there may be more than one; only for the last
     */
    public record Positional(String name, String help, boolean many) {}

    /** A parser. */
    public ArgumentParser(
            String program, String description, List<Positional> positional, List<Option<Boolean>> flags) {
        this.program = program;
        this.description = description;
        this.positional = positional;
        this.flags.add(helpOption);
        this.flags.addAll(flags);
    }

    @Override
    public String program() {
        return program;
    }

    /** Reads a command line, without the program's name in front. */
    public Arguments parse(String... commandLine) throws UsageException {
        Arguments arguments = new Arguments();
        List<String> unknown = new ArrayList<>();
        boolean optionsOver = false;
        for (String argument : commandLine) {
            if (optionsOver || !looksLikeOption(argument)) {
                arguments.add(argument);
            } else if (argument.equals("--")) {
                optionsOver = true;
            } else {
                parseOption(argument, arguments, unknown);
            }
        }
        checkNumber(arguments.positional(), unknown);
        return arguments;
    }

    private void checkNumber(List<String> given, List<String> unknown) throws UsageException {
        if (given.size() < positional.size()) {
            StringBuilder missing = new StringBuilder();
            for (Positional one : positional.subList(given.size(), positional.size())) {
                missing.append(missing.isEmpty() ? "" : ", ").append(one.name());
            }
            throw UsageException.error(this, "missing: " + missing);
        }
        if (!positional.get(positional.size() - 1).many()) {
            unknown.addAll(given.subList(positional.size(), given.size()));
        }
        if (!unknown.isEmpty()) {
            throw UsageException.error(this, "no such argument: " + String.join(" ", unknown));
        }
    }

    /** An error about the value of one argument. */
    public UsageException wrongValue(int index, String text, String expected) {
        return UsageException.error(
                this, "argument " + positional.get(index).name() + ": '" + text + "' is no " + expected);
    }

    private static boolean looksLikeOption(String argument) {
        return argument.length() > 1
                && argument.charAt(0) == '-'
                && argument.indexOf(' ') < 0
                && !looksNegative(argument);
    }

    /** A dash, digits, and perhaps a point with more digits behind it; digits may be missing in front of the point. */
    private static boolean looksNegative(String argument) {
        boolean point = false;
        for (int i = 1; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (!Character.isDigit(c)) {
                return false;
            }
        }
        return Character.isDigit(argument.charAt(argument.length() - 1));
    }

    private void parseOption(String argument, Arguments arguments, List<String> unknown) throws UsageException {
        int equals = argument.indexOf('=');
        String given = equals < 0 ? argument : argument.substring(0, equals);
        String name = LongOptions.completed(this, flags, given);
        Option<Boolean> found = null;
        for (Option<Boolean> flag : flags) {
            if (flag.names().contains(name)) {
                found = flag;
            }
        }
        if (found == null) {
            unknown.add(argument);
            return;
        }
        if (equals >= 0) {
            throw UsageException.error(this, "option " + name + " takes no value");
        }
        if (found == helpOption) {
            throw UsageException.help(this);
        }
        arguments.set(found, true);
    }

    @Override
    public String usage(int columns) {
        StringBuilder options = new StringBuilder();
        for (Option<Boolean> flag : flags) {
            options.append(options.isEmpty() ? "" : " ")
                    .append('[')
                    .append(flag.names().get(0))
                    .append(']');
        }
        StringBuilder names = new StringBuilder();
        for (Positional one : positional) {
            names.append(names.isEmpty() ? "" : " ").append(one.name());
            if (one.many()) {
                names.append(" [").append(one.name()).append(" ...]");
            }
        }
        String start = "usage: " + program + " ";
        boolean fits = start.length() + options.length() + 1 + names.length() <= columns - 2;
        return start + options + (fits ? " " : "\n" + " ".repeat(start.length())) + names + "\n";
    }

    @Override
    public String help(int columns) {
        List<String> labels = new ArrayList<>();
        for (Positional one : positional) {
            labels.add(one.name());
        }
        for (Option<Boolean> flag : flags) {
            labels.add(flag.label());
        }
        HelpLayout layout = new HelpLayout(columns, labels)
                .raw(usage(columns))
                .raw("\n")
                .paragraph(description)
                .raw("\npositional arguments:\n");
        for (Positional one : positional) {
            layout.entry(one.name(), one.help());
        }
        layout.raw("\noptions:\n");
        for (Option<Boolean> flag : flags) {
            layout.entry(flag.label(), flag.help());
        }
        return layout.toString();
    }
}
