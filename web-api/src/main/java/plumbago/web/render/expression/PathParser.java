package plumbago.web.render.expression;

import java.util.Optional;

/** Parses the path expressions of a target: elements with dots between them, and lists in braces. Used by one thread. */
final class PathParser {
    /** What has a meaning of its own in a target, and stands for itself only behind a backslash. */
    private static final String SYMBOLS = "(){},.'\"\\|";

    private static final String ESCAPED = SYMBOLS + "=";

    private final Cursor cursor;
    private final String text;

    /** @param cursor is moved behind what is read */
    PathParser(Cursor cursor) {
        this.cursor = cursor;
        this.text = cursor.text();
    }

    /** The path at the cursor; where there is none the cursor stays. */
    Optional<Expression> path() {
        int before = cursor.at();
        cursor.skipBlanks();
        StringBuilder path = new StringBuilder();
        if (!element(path)) {
            cursor.missed(FarthestMiss.Wanted.VALUE);
            cursor.moveTo(before);
            return Optional.empty();
        }
        while (cursor.isAt('.')) {
            int length = path.length();
            int dot = cursor.at();
            cursor.moveTo(dot + 1);
            path.append('.');
            if (!element(path)) {
                cursor.missed(FarthestMiss.Wanted.NAME);
                path.setLength(length);
                cursor.moveTo(dot);
                break;
            }
        }
        return Optional.of(new Expression.Path(path.toString()));
    }

    private boolean element(StringBuilder path) {
        int length = path.length();
        while (true) {
            int end = path.length();
            int before = cursor.at();
            if (!characters(path) && !alternatives(path)) {
                path.setLength(end);
                cursor.moveTo(before);
                return path.length() > length;
            }
        }
    }

    private boolean characters(StringBuilder path) {
        int length = path.length();
        int at = cursor.at();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && ESCAPED.indexOf(text.charAt(at + 1)) >= 0) {
                path.append(text.charAt(at + 1));
                at += 2;
            } else if (c > ' ' && c != 0x7F && SYMBOLS.indexOf(c) < 0 && !Character.isWhitespace(c)) {
                path.append(c);
                at++;
            } else {
                break;
            }
        }
        cursor.lookedAt(at - cursor.at());
        cursor.moveTo(at);
        return path.length() > length;
    }

    private boolean alternatives(StringBuilder path) {
        if (!cursor.isAt('{')) {
            return false;
        }
        char divider = '{';
        while (divider == '{' || divider == ',') {
            path.append(divider);
            cursor.moveTo(cursor.at() + 1);
            if (!characters(path) || cursor.isAtEnd()) {
                cursor.missed(FarthestMiss.Wanted.BRACE);
                return false;
            }
            divider = cursor.next();
        }
        if (divider != '}') {
            cursor.missed(FarthestMiss.Wanted.BRACE);
            return false;
        }
        path.append(divider);
        cursor.moveTo(cursor.at() + 1);
        return true;
    }
}
