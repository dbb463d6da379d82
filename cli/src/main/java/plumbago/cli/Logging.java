package plumbago.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** The log: one line each to standard error, for the service that runs Plumbago to keep. */
final class Logging {
    /** Kept, since a logger that nobody holds may forget its level. */
    private static Logger plumbago;

    /** Logs what a connection still throws that has ended, with a trace. */
    private static Logger endedConnections;

    private Logging() {}

    /**
     * Names from the wire may hold the end of a line, behind which they could say anything. Who reads the log, people and
     * programs, finds the same digits and the same words for levels in every country.
     */
    static final class OneLine extends Formatter {
        private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

        @Override
        public String format(LogRecord entry) {
            ZonedDateTime time = entry.getInstant().atZone(ZoneId.systemDefault());
            String line = String.format(
                    Locale.ROOT,
                    "%1$tF %1$tT %2$s %3$s%n",
                    time,
                    entry.getLevel().getName(),
                    formatMessage(entry));
            if (entry.getThrown() == null) {
                return line;
            }
            StringWriter trace = new StringWriter();
            entry.getThrown().printStackTrace(new PrintWriter(trace));
            return line + trace;
        }

        @Override
        public String formatMessage(LogRecord entry) {
            return CONTROL.matcher(super.formatMessage(entry))
                    .replaceAll(found -> String.format(
                            Locale.ROOT, "\\\\x%02x", (int) found.group().charAt(0)));
        }
    }

    /** A logging configuration of the user's own, named in the usual way, goes before. */
    static void toStandardError() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
        LogManager.getLogManager().reset();
        Handler handler = new ConsoleHandler();
        handler.setFormatter(new OneLine());
        handler.setLevel(Level.INFO);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        plumbago = Logger.getLogger("plumbago");
        plumbago.setLevel(Level.INFO);
        endedConnections = Logger.getLogger("io.netty.channel.DefaultChannelPipeline");
        // A broken handshake has been logged already, and somebody may bring it about as often as he likes.
        endedConnections.setFilter(entry -> !isHandshake(entry.getThrown()));
        if (LogManager.getLogManager() instanceof LastingLogManager lasting) {
            lasting.keepHandlers();
        }
    }

    private static boolean isHandshake(Throwable thrown) {
        return thrown instanceof SSLException || (thrown != null && thrown.getCause() instanceof SSLException);
    }
}
