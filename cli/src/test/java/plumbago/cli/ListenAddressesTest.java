package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.base.net.ListenAddresses;

class ListenAddressesTest {
    private static Settings settings(String... overrides) throws ConfigException {
        return Settings.load(ConfigSources.of(Map.of()).withOverrides(List.of(overrides)), Parts.settings());
    }

    private static List<String> problems(String... overrides) throws ConfigException {
        Settings settings = settings(overrides);
        return assertThrows(ConfigException.class, () -> ListenAddresses.check(settings, Parts.addresses()))
                .problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache.LINE_RECEIVER_INTERFACE",
                "cache.UDP_RECEIVER_INTERFACE",
                "cache.PICKLE_RECEIVER_INTERFACE",
                "cache.PROTOBUF_RECEIVER_INTERFACE",
                "cache.CACHE_QUERY_INTERFACE",
                "web.HTTP_INTERFACE"
            })
    void whatIsNoAddressIsNamedForEveryListener(String setting) throws Exception {
        String override = setting + "='127.0.0.1'";
        assertEquals(
                List.of("--set " + override + ": " + setting.substring(setting.indexOf('.') + 1)
                        + " = '127.0.0.1': expected an IP address of this machine, or a host name that has one, such as"
                        + " 127.0.0.1, 0.0.0.0 for all, or localhost; it is written without quotes"),
                problems(override, "cache.ENABLE_UDP_LISTENER=True", "cache.PROTOBUF_RECEIVER_PORT=2005"));
    }

    @Test
    void aNetworkInterfaceIsToldWhatItHas() throws Exception {
        NetworkInterface loopback = NetworkInterface.networkInterfaces()
                .filter(ListenAddressesTest::isLoopback)
                .findAny()
                .orElse(null);
        assumeTrue(loopback != null, "skipped: no loopback interface is known here");
        String problem = problems("web.HTTP_INTERFACE=" + loopback.getName()).get(0);
        assertTrue(problem.contains(loopback.getName() + " is a network interface, and has "), problem);
        assertTrue(problem.contains("127.0.0.1") || problem.contains("::1") || problem.contains("0:1"), problem);
    }

    private static boolean isLoopback(NetworkInterface device) {
        try {
            return device.isLoopback();
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() throws Exception {
        String problem = problems("cache.LINE_RECEIVER_INTERFACE=eth0.invalid").get(0);
        assertTrue(problem.contains("LINE_RECEIVER_INTERFACE = eth0.invalid: expected"), problem);
        assertTrue(problem.endsWith("; no host of that name is known"), problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache.PICKLE_RECEIVER_PORT=2003|LINE_RECEIVER_PORT|the default|PICKLE_RECEIVER_PORT",
                "cache.CACHE_QUERY_PORT=2003|LINE_RECEIVER_PORT|the default|CACHE_QUERY_PORT",
                "cache.PROTOBUF_RECEIVER_PORT=2004|PICKLE_RECEIVER_PORT|the default|PROTOBUF_RECEIVER_PORT",
                "web.HTTP_PORT=7002|CACHE_QUERY_PORT|the default|HTTP_PORT",
                "web.HTTP_PORT=2003|LINE_RECEIVER_PORT|the default|HTTP_PORT",
            })
    void twoOnOnePortAreNamed(String override, String one, String origin, String other) throws Exception {
        String port = override.substring(override.indexOf('=') + 1);
        assertEquals(
                List.of(one + " (" + origin + ") is the same as " + other + " (--set " + override + "), " + port
                        + "; each needs a port of its own"),
                problems(override));
    }

    @Test
    void whatIsShutOrElsewhereOrNotOfTcpIsInNobodysWay() throws Exception {
        ListenAddresses.check(settings("cache.ENABLE_UDP_LISTENER=True"), Parts.addresses());
        ListenAddresses.check(settings("cache.LINE_RECEIVER_PORT=8080", "web.HTTP_PORT=0"), Parts.addresses());
        ListenAddresses.check(settings("cache.UDP_RECEIVER_INTERFACE='x'"), Parts.addresses());
        ListenAddresses.check(
                settings(
                        "cache.LINE_RECEIVER_PORT=8080",
                        "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                        "web.HTTP_INTERFACE=127.0.0.2"),
                Parts.addresses());
        assertEquals(
                1,
                problems("cache.LINE_RECEIVER_PORT=8080", "cache.LINE_RECEIVER_INTERFACE=127.0.0.1")
                        .size());
    }
}
