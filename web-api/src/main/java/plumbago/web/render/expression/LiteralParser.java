package plumbago.web.render.expression;

import java.util.Optional;

/** Parses the literals of a target: truth values, none, infinity, numbers and texts in quotes. Used by one thread. */
final class LiteralParser {
    private final Cursor cursor;
    private final String text;

    /** @param cursor is moved behind what is read */
    LiteralParser(Cursor cursor) {
        this.cursor = cursor;
        this.text = cursor.text();
    }

    /** The literal at the cursor; where there is none the cursor stays. */
    Optional<Expression> literal() {
        int before = cursor.at();
        cursor.skipBlanks();
        if (keyword("true")) {
            return Optional.of(new Expression.Truth(true));
        }
        if (keyword("false")) {
            return Optional.of(new Expression.Truth(false));
        }
        if (keyword("none")) {
            return Optional.of(new Expression.None());
        }
        if (keyword("inf")) {
            return Optional.of(new Expression.Infinity());
        }
        Optional<Expression> result = number();
        if (result.isEmpty()) {
            result = string();
        }
        if (result.isEmpty()) {
            cursor.moveTo(before);
        }
        return result;
    }

    private boolean keyword(String wanted) {
        int at = cursor.at();
        int end = at + wanted.length();
        if (!text.regionMatches(true, at, wanted, 0, wanted.length())
                || (end < text.length() && (Cursor.isNameCharacter(text.charAt(end)) || text.charAt(end) == '$'))) {
            return false;
        }
        cursor.moveTo(end);
        return true;
    }

    private Optional<Expression> number() {
        int start = cursor.at();
        int end = start < text.length() && text.charAt(start) == '-' ? start + 1 : start;
        int digits = digits(end);
        cursor.lookedAt(digits - start);
        if (digits == end) {
            return Optional.empty();
        }
        end = digits;
        boolean real = false;
        if (end < text.length() && text.charAt(end) == '.' && digits(end + 1) > end + 1) {
            end = digits(end + 1);
            real = true;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            if (digits(exponent) > exponent) {
                end = digits(exponent);
                real = true;
            }
        }
        cursor.moveTo(end);
        cursor.skipBlanks();
        if (!cursor.isAtEnd() && !cursor.isAt(',') && !cursor.isAt(')')) {
            cursor.moveTo(start);
            return Optional.empty();
        }
        cursor.moveTo(end);
        String written = text.substring(start, end);
        if (!real && written.length() <= 18) {
            return Optional.of(new Expression.Whole(Long.parseLong(written)));
        }
        return Optional.of(new Expression.Real(Double.parseDouble(written)));
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private Optional<Expression> string() {
        if (!cursor.isAt('"') && !cursor.isAt('\'')) {
            return Optional.empty();
        }
        char quote = cursor.next();
        int first = cursor.at() + 1;
        int end = first;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '\\') {
                end++;
            } else if (c == quote) {
                if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                    end++;
                } else {
                    cursor.lookedAt(end - first);
                    cursor.moveTo(end + 1);
                    return Optional.of(new Expression.Text(text.substring(first, end)));
                }
            }
        }
        cursor.lookedAt(end - first);
        cursor.missed(FarthestMiss.Wanted.QUOTE);
        return Optional.empty();
    }
}
