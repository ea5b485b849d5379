package org.mesoselk.localmesos.agent.process;

import java.util.List;
import org.mesoselk.commons.process.UnixUser;

/** The words before a command that make it run as somebody else, by util-linux' setpriv(1); only root may. */
public final class Switch {

    private Switch() {}

    public static List<String> to(UnixUser user) {
        boolean account = !user.name().chars().allMatch(Character::isDigit);
        return List.of(
                "setpriv",
                "--reuid=" + user.uid(),
                "--regid=" + user.gid(),
                account ? "--init-groups" : "--clear-groups",
                "--");
    }
}
