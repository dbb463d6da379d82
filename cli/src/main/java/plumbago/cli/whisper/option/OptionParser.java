package plumbago.cli.whisper.option;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Reads a command line as Python's {@code optparse} does.
 *
 * <p>Options and other arguments may be mixed; {@code --} ends the options; a long option may be shortened as far as it
 * stays unique; a value may be the next argument, or stand behind {@code =} or directly behind the letter; letters may
 * share one dash. A negative number is taken for an option unless it is the value of one. Options are acted upon in
 * their order, so a wrong one behind {@code --help} goes unnoticed.
 */
public final class OptionParser implements CommandSyntax {
    private final String program;
    private final String usage;
    private final String description;
    private final String version;
    private final List<Option<?>> options = new ArrayList<>();
    private final Option<Boolean> helpOption = Option.flag("explain the options and exit", "-h", "--help");
    private final Option<Boolean> versionOption = Option.flag("print the version and exit", "--version");

    private OptionParser(String program, String usage, String description, String version, List<Option<?>> options) {
        this.program = program;
        this.usage = usage;
        this.description = description;
        this.version = version;
        if (!version.isEmpty()) {
            this.options.add(versionOption);
        }
        this.options.add(helpOption);
        this.options.addAll(options);
    }

    /**
     * A parser.
     *
     * @param usage the arguments of the program, without its name; may go on over several lines
     */
    public static OptionParser of(String program, String usage, Option<?>... options) {
        return new OptionParser(program, usage, "", "", Arrays.asList(options));
    }

    /** The same with a sentence that says what the program does. */
    public OptionParser describedBy(String sentence) {
        return new OptionParser(program, usage, sentence, version, ownOptions());
    }

    /** The same with an option {@code --version}. */
    public OptionParser withVersion(String number) {
        return new OptionParser(program, usage, description, number, ownOptions());
    }

    private List<Option<?>> ownOptions() {
        return options.subList(options.indexOf(helpOption) + 1, options.size());
    }

    @Override
    public String program() {
        return program;
    }

    /** Reads a command line, without the program's name in front. */
    public Arguments parse(String... commandLine) throws UsageException {
        Arguments arguments = new Arguments();
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(commandLine));
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            if (argument.equals("--")) {
                break;
            } else if (argument.startsWith("--")) {
                parseLong(argument, rest, arguments);
            } else if (argument.length() > 1 && argument.charAt(0) == '-') {
                parseShort(argument, rest, arguments);
            } else {
                arguments.add(argument);
            }
        }
        for (String argument : rest) {
            arguments.add(argument);
        }
        return arguments;
    }

    private void parseLong(String argument, Deque<String> rest, Arguments arguments) throws UsageException {
        int equals = argument.indexOf('=');
        String given = equals < 0 ? argument : argument.substring(0, equals);
        String name = LongOptions.completed(this, options, given);
        Option<?> option = named(name);
        if (equals >= 0) {
            if (!option.takesValue()) {
                throw UsageException.error(this, "option " + name + " takes no value");
            }
            rest.addFirst(argument.substring(equals + 1));
        }
        take(option, name, rest, arguments);
    }

    private void parseShort(String argument, Deque<String> rest, Arguments arguments) throws UsageException {
        for (int i = 1; i < argument.length(); i++) {
            String name = "-" + argument.charAt(i);
            Option<?> option = named(name);
            if (option.takesValue()) {
                if (i + 1 < argument.length()) {
                    rest.addFirst(argument.substring(i + 1));
                }
                take(option, name, rest, arguments);
                return;
            }
            take(option, name, rest, arguments);
        }
    }

    private <T> void take(Option<T> option, String name, Deque<String> rest, Arguments arguments)
            throws UsageException {
        if (option == helpOption) {
            throw UsageException.help(this);
        }
        if (option == versionOption) {
            throw UsageException.version(this, version);
        }
        if (option.takesValue() && rest.isEmpty()) {
            throw UsageException.error(this, "option " + name + " needs a value");
        }
        try {
            arguments.set(option, option.value(option.takesValue() ? rest.removeFirst() : name));
        } catch (IllegalArgumentException e) {
            throw UsageException.error(this, "option " + name + ": " + e.getMessage());
        }
    }

    private Option<?> named(String name) throws UsageException {
        for (Option<?> option : options) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        throw UsageException.error(this, "no such option: " + name);
    }

    @Override
    public String usage(int columns) {
        return "Usage: " + usage.replace("%prog", program) + "\n\n";
    }

    @Override
    public String help(int columns) {
        List<String> labels = new ArrayList<>();
        for (Option<?> option : options) {
            labels.add(option.label());
        }
        HelpLayout layout = new HelpLayout(columns, labels).raw(usage(columns));
        if (!description.isEmpty()) {
            layout.paragraph(description).raw("\n");
        }
        layout.raw("Options:\n");
        for (Option<?> option : options) {
            layout.entry(option.label(), option.help());
        }
        return layout.toString();
    }
}
