package plumbago.carbon.door;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * How many may be connected at once, all doors together. At the limit no door lets anybody in, as in carbon: those who
 * come wait in the system's backlog until somebody has left. Safe for many threads.
 */
public final class ConnectionLimit {
    private final int most;
    private final List<Channel> doors = new ArrayList<>();
    private int connected;

    /** @param most how many may be connected */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** Lets the limit halt a door too. */
    synchronized void add(Channel door) {
        doors.add(door);
        door.config().setAutoRead(connected < most);
    }

    /** Counts one more; false, and nothing is counted, if there is no place left. */
    synchronized boolean enter() {
        if (connected >= most) {
            return false;
        }
        connected++;
        if (connected == most) {
            setAccepting(false);
        }
        return true;
    }

    /** Counts one less. */
    synchronized void leave() {
        connected--;
        if (connected == most - 1) {
            setAccepting(true);
        }
    }

    private void setAccepting(boolean accepting) {
        doors.removeIf(door -> !door.isOpen());
        doors.forEach(door -> door.config().setAutoRead(accepting));
    }
}
