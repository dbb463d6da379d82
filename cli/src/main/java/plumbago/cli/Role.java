package plumbago.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import plumbago.base.config.Section;

/** What {@code plumbago start} is to run. */
enum Role {
    /** The cache, and beside it whatever of carbon's daemons the configuration has a use for. */
    ALL,
    CACHE,
    RELAY,
    AGGREGATOR;

    /** The only daemon to run; empty for whatever there is a use for. */
    Optional<Section> daemon() {
        return switch (this) {
            case ALL -> Optional.empty();
            case CACHE -> Optional.of(Section.CACHE);
            case RELAY -> Optional.of(Section.RELAY);
            case AGGREGATOR -> Optional.of(Section.AGGREGATOR);
        };
    }

    /** As users write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            return Arrays.stream(values())
                    .filter(role -> role.label().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("expected one of " + labels() + ", and not " + text));
        }

        private static String labels() {
            return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
        }
    }

    /** For the completion of shells. */
    static final class Labels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(Role::label).iterator();
        }
    }
}
