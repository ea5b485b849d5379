package org.mesoselk.localmesos.agent.command;

import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;

/** What a check found, in Mesos' message. */
final class CheckStatuses {

    private CheckStatuses() {}

    /** Of a check that has not been made. */
    static CheckStatusInfo none(CheckInfo check) {
        CheckStatusInfo.Builder status = CheckStatusInfo.newBuilder().setType(check.getType());
        switch (check.getType()) {
            case COMMAND -> status.setCommand(CheckStatusInfo.Command.newBuilder());
            case HTTP -> status.setHttp(CheckStatusInfo.Http.newBuilder());
            case TCP -> status.setTcp(CheckStatusInfo.Tcp.newBuilder());
            case UNKNOWN -> {}
        }
        return status.build();
    }

    /** A command or server that gave no answer is one that was not asked; a connection that failed says so. */
    static CheckStatusInfo of(CheckInfo check, Probe.Result result) {
        CheckStatusInfo.Builder status = none(check).toBuilder();
        if (check.getType() == CheckInfo.Type.TCP) {
            status.getTcpBuilder().setSucceeded(result instanceof Probe.Answer);
        } else if (result instanceof Probe.Answer answer) {
            switch (check.getType()) {
                case COMMAND -> status.getCommandBuilder().setExitCode(answer.value());
                case HTTP -> status.getHttpBuilder().setStatusCode(answer.value());
                default -> {}
            }
        }
        return status.build();
    }
}
