package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the recorder did to the cluster, as a score says it. */
final class Actions {

    private final Stage stage;
    private final Names names;

    Actions(Stage stage, Names names) {
        this.stage = stage;
        this.names = names;
    }

    /** @throws IllegalArgumentException for an action that is unknown here */
    void act(List<String> words) throws Exception {
        String what = words.get(0);
        String which = words.size() > 1 ? words.get(1) : "";
        switch (what) {
            case "kill-agent" -> stage.killAgent(Integer.parseInt(which));
            case "start-agent" -> stage.startAgent(Integer.parseInt(which));
            case "unregister-agent" -> stage.unregisterAgent(Integer.parseInt(which));
            case "await-end-of-agent" -> stage.awaitEndOfAgent(Integer.parseInt(which));
            case "kill-master" -> stage.killMaster(Integer.parseInt(which));
            case "kill-executor" -> stage.killExecutor(which);
            case "end-executor" -> stage.touch(which, "end");
            case "touch" -> stage.touch(which, words.get(2));
            case "await-removed-framework" -> stage.awaitRemovedFramework();
            case "await-executor" -> stage.awaitExecutor(which);
            case "await-leader" -> stage.awaitLeader(Integer.parseInt(which));
            case "await-sandbox-file" -> stage.awaitSandboxFile(which, words.get(2));
            case "await-file" -> stage.awaitFile(which, words.get(2));
            case "no-file" -> stage.awaitNoFile(which);
            case "subscribe" -> subscribe(which);
            case "tear-down" -> tearDown(which);
            default -> throw new IllegalArgumentException("no action " + what);
        }
    }

    /** Another framework, of which the recording knows the id. */
    private Answer subscribe(String framework) throws IOException {
        Socket subscription = post("""
                {"type":"SUBSCRIBE","subscribe":{"framework_info":
                {"user":"root","name":"other","failover_timeout":600}}}""", "");
        Answer answer = Answer.read(subscription.getInputStream());
        names.bind(
                framework,
                answer.event(answer.record().orElseThrow())
                        .at("/subscribed/framework_id/value")
                        .asString());
        return answer;
    }

    /** Another framework came and went. */
    private void tearDown(String framework) throws IOException {
        Answer answer = subscribe(framework);
        String id = names.of(framework);
        Socket end = post(
                "{\"type\":\"TEARDOWN\",\"framework_id\":{\"value\":\"" + id + "\"}}",
                "Mesos-Stream-Id: " + answer.headers().get("mesos-stream-id") + "\r\n");
        Answer.read(end.getInputStream());
        end.close();
    }

    private Socket post(String body, String header) throws IOException {
        Socket socket = Stage.connect(Integer.parseInt(names.of("15050")));
        String request = "POST /api/v1/scheduler HTTP/1.1\r\nContent-Type: application/json\r\n" + header
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
