package plumbago.base.admin;

import static plumbago.base.config.SettingTypes.NETWORKS;
import static plumbago.base.config.SettingTypes.SWITCH;

import java.util.List;
import plumbago.base.config.Network;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;

/** Who may change and delete what is stored. */
public final class AdminSettings {
    private static final SettingGroup WEB = new SettingGroup("Administration", Section.own("web"));
    public static final List<SettingGroup> GROUPS = List.of(WEB);

    public static final Setting<List<Network>> ADMIN_ALLOWED_NETWORKS = WEB.honoured(
            "ADMIN_ALLOWED_NETWORKS",
            NETWORKS,
            Network.LOOPBACK,
            "",
            "Whence metrics may be deleted, renamed and expired, schemas applied, metadata set, and dashboards and tagged"
                    + " series deleted; all others are answered with 403. What comes through a proxy comes from the proxy's"
                    + " address. Who may needs the token of `ADMIN_TOKEN` besides, but for"
                    + " `ADMIN_LOOPBACK_WITHOUT_TOKEN`.");

    public static final Setting<String> ADMIN_TOKEN = WEB.honoured(
            "ADMIN_TOKEN",
            SettingTypes.TOKEN,
            "",
            "",
            "What opens that: sent as `Authorization: Bearer TOKEN`, or as a password. Without it there is only the token"
                    + " that each start makes for the commands of this machine.");

    public static final Setting<String> ADMIN_TOKEN_FILE = WEB.honoured(
            "ADMIN_TOKEN_FILE",
            SettingTypes.TEXT,
            "",
            "",
            "A file that holds it, below `CONF_DIR` unless the path is absolute, in the place of `ADMIN_TOKEN`.");

    public static final Setting<Boolean> ADMIN_LOOPBACK_WITHOUT_TOKEN = WEB.honoured(
            "ADMIN_LOOPBACK_WITHOUT_TOKEN",
            SWITCH,
            true,
            "",
            "Lets programs of this machine that run as this server's user or as root, ask over loopback, and do not look like a"
                    + " proxy or a browser, do all that without a token.");

    private AdminSettings() {}
}
