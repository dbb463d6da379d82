package plumbago.web.render.expression;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a parser that tries one thing after the other looked for in vain, at the farthest place that it came to: that is
 * where who wrote the text went astray.
 */
final class FarthestMiss {
    private final Set<Wanted> wanted = EnumSet.noneOf(Wanted.class);
    private int place = -1;

    /** In the order of what says most about a mistake. */
    enum Wanted {
        QUOTE("this text has no closing quote"),
        BRACE("the braces are not closed: expected , or }"),
        NAME("expected the next part of the name"),
        VALUE("expected a name, a call, a number or a text"),
        PARENTHESIS("expected , or )"),
        END("nothing can stand here: expected the end, or | and a call");

        private final String sentence;

        Wanted(String sentence) {
            this.sentence = sentence;
        }
    }

    void at(int where, Wanted what) {
        if (where < place) {
            return;
        }
        if (where > place) {
            wanted.clear();
            place = where;
        }
        wanted.add(what);
    }

    /** Something was looked for in vain. */
    TargetMistake mistake() {
        return new TargetMistake(place, wanted.iterator().next().sentence);
    }
}
