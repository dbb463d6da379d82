package plumbago.web.dashboard;

import java.io.IOException;

/** What is kept under a name is no dashboard, and will not be until somebody mends it. The message names file and place. */
final class BadDashboardException extends IOException {
    private static final long serialVersionUID = 1;

    BadDashboardException(String message) {
        super(message);
    }
}
