package plumbago.cli;

/** What is printed to a terminal: names come from whoever sends points, and a control character could move its cursor. */
final class Printable {
    private Printable() {}

    /** A text with each control character as {@code \xHH}; others as they are. */
    static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isISOControl(character)) {
                shown.append(String.format("\\x%02x", (int) character));
            } else {
                shown.append(character);
            }
        }
        return shown.toString();
    }
}
