package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;
import plumbago.base.net.ListenProblem.Kind;

class ListenProblemTest {
    @Test
    void knowsWhatTheSystemSaysByNumber() {
        assumeTrue(Epoll.isAvailable(), "skipped: there is no epoll here");
        assertEquals(Kind.IN_USE, ListenProblem.kind(new Errors.NativeIoException("bind", -98)));
        assertEquals(Kind.NOT_OURS, ListenProblem.kind(new Errors.NativeIoException("bind", -99)));
        assertEquals(Kind.NO_PERMISSION, ListenProblem.kind(new Errors.NativeIoException("bind", -13)));
        assertEquals(Kind.TOO_MANY_FILES, ListenProblem.kind(new Errors.NativeIoException("accept", -24)));
    }

    @Test
    void knowsWhatTheSystemSaysByWord() {
        assertEquals(Kind.IN_USE, ListenProblem.kind(new BindException("Address already in use")));
        assertEquals(Kind.NOT_OURS, ListenProblem.kind(new BindException("Cannot assign requested address")));
        assertEquals(Kind.NO_PERMISSION, ListenProblem.kind(new BindException("Permission denied")));
        assertEquals("it is in use", ListenProblem.of(new BindException("Address already in use (Bind failed)")));
    }

    @Test
    void otherThingsAreNamedWithoutWhatTheyAreInJava() {
        assertEquals("No buffer space", ListenProblem.of(new IOException("bind(..) failed: No buffer space")));
        assertEquals("the system does not say why", ListenProblem.of(new IOException()));
    }
}
