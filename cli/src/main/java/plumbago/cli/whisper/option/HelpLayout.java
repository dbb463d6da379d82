package plumbago.cli.whisper.option;

import java.util.List;

/** Lays out explanations in two columns, and paragraphs, as both of Python's parsers do. */
final class HelpLayout {
    private static final int INDENT = 2;
    private static final int MAX_HELP_COLUMN = 24;
    private static final int MIN_TEXT_WIDTH = 11;

    private final int width;
    private final int helpColumn;
    private final StringBuilder text = new StringBuilder();

    /**
     * Starts an empty text.
     *
     * @param columns of the terminal; the last two stay empty
     * @param labels everything that will stand in the left column
     */
    HelpLayout(int columns, List<String> labels) {
        width = columns - 2;
        int longest = 0;
        for (String label : labels) {
            longest = Math.max(longest, label.length());
        }
        int limit = Math.min(MAX_HELP_COLUMN, Math.max(width - 20, 2 * INDENT));
        helpColumn = Math.min(INDENT + longest + 2, limit);
    }

    /** Adds text as it is. */
    HelpLayout raw(String some) {
        text.append(some);
        return this;
    }

    /** Adds a paragraph, wrapped. */
    HelpLayout paragraph(String paragraph) {
        wrap(paragraph, width, 0);
        return this;
    }

    /** Adds a label with its explanation beside it, or below it if the label is too long. */
    HelpLayout entry(String label, String help) {
        text.append(" ".repeat(INDENT)).append(label);
        if (help.isEmpty()) {
            text.append('\n');
            return this;
        }
        int used = INDENT + label.length();
        if (used > helpColumn - 2) {
            text.append('\n');
            used = 0;
        }
        text.append(" ".repeat(helpColumn - used));
        wrap(help, Math.max(width - helpColumn, MIN_TEXT_WIDTH), helpColumn);
        return this;
    }

    private void wrap(String paragraph, int lineWidth, int indent) {
        int used = 0;
        for (String word : paragraph.split(" ")) {
            if (used > 0 && used + 1 + word.length() > lineWidth) {
                text.append('\n').append(" ".repeat(indent));
                used = 0;
            }
            if (used > 0) {
                text.append(' ');
                used++;
            }
            text.append(word);
            used += word.length();
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
