package plumbago.web.dashboard.gdash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumbago.web.dashboard.gdash.Token.Kind;

/** The statements of a file that describes a graph; what is Ruby beyond these is noted, whole blocks once. */
final class GraphFile {
    private static final Set<String> BEGIN =
            Set.of("if", "unless", "while", "until", "case", "for", "def", "class", "module", "begin");

    private final String file;
    private final List<String> lines;
    private final Notes notes;
    private final List<Statement> statements = new ArrayList<>();

    /** Blocks of code that are open, all of which is left out. */
    private int codeDepth;

    private int codeBegin;

    /** Blocks of {@code service} that are open. */
    private int services;

    private GraphFile(String file, String text, Notes notes) {
        this.file = file;
        this.lines = text.lines().toList();
        this.notes = notes;
    }

    /** @param file its name for notes */
    static List<Statement> read(String file, String text, Notes notes) {
        GraphFile all = new GraphFile(file, text, notes);
        List<Token> statement = new ArrayList<>();
        for (Token token : Tokens.of(text)) {
            if (token.kind() != Kind.END) {
                statement.add(token);
            } else if (!statement.isEmpty()) {
                all.read(statement);
                statement.clear();
            }
        }
        if (all.codeDepth > 0) {
            all.note(all.codeBegin, "Ruby code from here to the end is left out");
        }
        return all.statements;
    }

    private void note(int line, String sentence) {
        String source = line <= lines.size() ? lines.get(line - 1) : "";
        notes.add(file, line, sentence + ": " + Notes.excerpt(source));
    }

    private void read(List<Token> line) {
        Token first = line.get(0);
        Token last = line.get(line.size() - 1);
        if (codeDepth > 0) {
            codeDepth += opened(line);
            if (codeDepth <= 0) {
                codeDepth = 0;
                note(codeBegin, "Ruby code from here to line " + last.line() + " is left out");
            }
        } else if (services > 0
                && line.size() == 1
                && (first.text().equals("end") || first.text().equals("}"))) {
            services--;
        } else if (first.is(Kind.WORD, "service") && (last.is(Kind.WORD, "do") || last.is(Kind.SIGN, "{"))) {
            services++;
            note(first.line(), "a service needs the name of a host, which GDash has none of; its fields need :data");
        } else {
            Optional<Statement> statement = StatementReader.read(line);
            if (statement.isPresent()) {
                statements.add(statement.get());
            } else {
                codeDepth = Math.max(0, opened(line));
                codeBegin = first.line();
                if (codeDepth == 0) {
                    note(first.line(), "this is no description but Ruby code, and is left out");
                }
            }
        }
    }

    /** How many blocks a line opens that it does not close. */
    private static int opened(List<Token> line) {
        boolean begins =
                line.get(0).kind() == Kind.WORD && BEGIN.contains(line.get(0).text());
        int opened = begins ? 1 : 0;
        for (Token token : line) {
            if (token.is(Kind.SIGN, "{") || (token.is(Kind.WORD, "do") && !begins)) {
                opened++;
            } else if (token.is(Kind.SIGN, "}") || token.is(Kind.WORD, "end")) {
                opened--;
            }
        }
        return opened;
    }
}
