package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.replay.Comparison.Difference;
import org.mesoselk.localmesos.replay.Score.Step;
import tools.jackson.databind.JsonNode;

/** Plays one score on one stage, and finds what is different. */
final class Replay {

    /** Real ones notice lost agents after 9 to 11 s, and this machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Over before a lost agent is missed. */
    private static final int SHORT_REFUSAL = 4;

    private static final Pattern HOST = Pattern.compile("Host: 127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern OFFER_ID = Pattern.compile("[0-9a-f-]{36}-O\\d+");
    private static final Pattern TAKES = Pattern.compile("\"type\": \"(ACCEPT|DECLINE)\"");
    private static final Set<String> FREE_HEADERS = Set.of("date", "content-length");

    private final Score score;
    private final Recording recording;
    private final Stage stage;
    private final Names names = new Names();
    private final Map<String, PlayedStream> streams = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> sent = new TreeSet<>();

    Replay(Score score, Recording recording, Stage stage) {
        this.score = score;
        this.recording = recording;
        this.stage = stage;
    }

    /** @return all differences, in order; those after one that made going on impossible are not known */
    List<Difference> play() throws Exception {
        stage.name(names, agents());
        score.replacements().forEach(names::replace);
        for (Step step : score.steps()) {
            try {
                if (!play(step)) {
                    return differences;
                }
            } catch (RuntimeException | IOException e) {
                throw new IllegalStateException(score.name() + " " + step, e);
            }
        }
        for (PlayedStream stream : streams.values()) {
            if (!stream.played()) {
                throw new IllegalStateException(score.name() + " leaves out events of " + stream.name());
            }
            finish(stream);
        }
        return differences;
    }

    Set<String> sent() {
        return sent;
    }

    /** Which recorded agent id had which port. */
    private Map<String, Integer> agents() throws IOException {
        Map<String, Integer> agents = new TreeMap<>();
        for (String stream : recording.streams()) {
            for (JsonNode event : recording.stream(stream).events()) {
                for (JsonNode offer : event.at("/offers/offers")) {
                    agents.put(
                            OfferBook.agentId(offer),
                            offer.at("/url/address/port").asInt());
                }
            }
        }
        return agents;
    }

    private boolean play(Step step) throws Exception {
        List<String> words = step.words();
        switch (step.sign()) {
            case ">" -> send(words.get(0));
            case "<" -> {
                return await(stream(words.get(0)), words.subList(1, words.size()), step);
            }
            case "~" -> words.subList(1, words.size()).forEach(stream(words.get(0))::passOver);
            case "x" -> {
                PlayedStream stream = stream(words.get(0));
                finish(stream);
                stream.live().close();
            }
            case "=" -> quiet(Duration.ofMillis((long) (Double.parseDouble(words.get(0)) * 1000)));
            case "!" -> {
                if (words.get(0).equals("disk")) {
                    differences.addAll(DiskTree.compare(
                            "disk", recording.text(words.get(1)), words.get(3), stage.folder(words.get(2)), names));
                } else if (words.get(0).equals("decline")) {
                    decline(stream(words.get(1)), words.get(2));
                } else {
                    new Actions(stage, names).act(words);
                }
            }
            default -> throw new IllegalArgumentException("no sign " + step.sign());
        }
        return true;
    }

    private PlayedStream stream(String prefix) {
        List<PlayedStream> fitting = streams.values().stream()
                .filter(stream -> stream.name().startsWith(prefix))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("streams that begin with " + prefix + ": " + fitting.size());
        }
        return fitting.get(0);
    }

    private void send(String name) throws IOException {
        String request = recording.request(name);
        sent.add(name);
        if (TAKES.matcher(request).find()) {
            List<String> offers =
                    OFFER_ID.matcher(request).results().map(MatchResult::group).toList();
            streams.values().forEach(stream -> {
                stream.recordedOffers().take(offers);
                stream.live().offers(book -> {
                    book.take(offers.stream().map(names::of).toList());
                    return book;
                });
            });
        }
        Socket socket = send(here(request), true);
        Answer answer = Answer.read(socket.getInputStream());
        compare(name, recording.answer(name), answer);
        if (answer.isStream()) {
            streams.put(name, new PlayedStream(name, recording.stream(name), new LiveStream(socket, answer), names));
        } else {
            socket.close();
        }
    }

    private String here(String recorded) {
        String request = names.translate(recorded);
        String[] parts = request.split("\r\n\r\n", 2);
        return parts[0].replaceFirst("Content-Length: \\d+", "Content-Length: " + parts[1].length()) + "\r\n\r\n"
                + parts[1];
    }

    private Socket send(String request, boolean keep) throws IOException {
        Matcher host = HOST.matcher(request);
        if (!host.find()) {
            throw new IllegalArgumentException("no host in " + request);
        }
        Socket socket = Stage.connect(Integer.parseInt(host.group(1)));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        if (!keep) {
            Answer.read(socket.getInputStream());
            socket.close();
        }
        return socket;
    }

    private void compare(String name, Answer theirs, Answer mine) throws IOException {
        note(name + " status", theirs.status(), mine.status());
        Set<String> headers = new TreeSet<>(theirs.headers().keySet());
        headers.addAll(mine.headers().keySet());
        headers.removeAll(FREE_HEADERS);
        for (String header : headers) {
            note(
                    name + " header " + header,
                    theirs.headers().getOrDefault(header, "absent"),
                    mine.headers().getOrDefault(header, "absent"));
        }
        if (theirs.isStream() || mine.isStream()) {
            return;
        }
        String theirBody = theirs.body();
        String myBody = mine.body();
        if (theirs.isJson() && mine.isJson() && !theirBody.isEmpty() && !myBody.isEmpty()) {
            byte[] theirJson = theirBody.getBytes(StandardCharsets.UTF_8);
            byte[] myJson = myBody.getBytes(StandardCharsets.UTF_8);
            differences.addAll(Comparison.of(name + " ", Json.tree(theirJson), Json.tree(myJson), names));
        } else {
            note(name + " body", theirBody, myBody);
        }
    }

    private void note(String where, String theirs, String mine) {
        if (!names.same(theirs, mine)) {
            differences.add(new Difference(where, theirs, mine));
        }
    }

    private boolean await(PlayedStream stream, List<String> words, Step step) {
        Set<String> agents = new TreeSet<>();
        for (String word : words) {
            if (word.equals("END")) {
                continue;
            }
            JsonNode event = stream.advance(word);
            for (JsonNode offer : event.at("/offers/offers")) {
                agents.add(OfferBook.agentId(offer));
            }
        }
        boolean end = words.contains("END");
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        differences.addAll(stream.compare());
                        return stream.caughtUp()
                                && offered(stream, agents)
                                && (!end || stream.live().over());
                    });
        } catch (ConditionTimeoutException e) {
            differences.addAll(stream.compare());
            differences.addAll(stream.unequal());
            for (String agent : agents) {
                differences.addAll(match(stream, agent).differences());
            }
            if (end && !stream.live().over()) {
                differences.add(new Difference(stream.name() + " end", "last chunk", "absent"));
            }
            differences.add(new Difference(score.name() + " " + step, "goes on", "cannot go on from here"));
            return false;
        }
        if (end) {
            note(
                    stream.name() + " end",
                    stream.endedThen() ? "last chunk" : "cut",
                    stream.live().ended() ? "last chunk" : "cut");
        }
        return true;
    }

    /** Whether what the recording has on offer on these agents is on offer here; offers in pieces are handed back. */
    private boolean offered(PlayedStream stream, Set<String> agents) throws IOException {
        boolean all = true;
        for (String agent : agents) {
            OfferMatch match = match(stream, agent);
            if (match.differences().isEmpty()) {
                match.same().forEach(names::rebind);
            } else {
                all = false;
                if (!match.pieces().isEmpty()) {
                    decline(stream, match.pieces(), 0);
                }
            }
        }
        return all;
    }

    private OfferMatch match(PlayedStream stream, String agent) {
        return OfferMatch.of(
                stream.name() + " offers",
                stream.recordedOffers().on(agent),
                stream.live().offers(book -> book.on(names.of(agent))),
                names);
    }

    /** What came here because a launch took longer than in the recording, where it never came. */
    private void decline(PlayedStream stream, String agent) throws IOException {
        Set<String> offers = stream.live()
                .offers(book -> book.on(names.of(agent)).stream()
                        .map(OfferBook::id)
                        .collect(java.util.stream.Collectors.toSet()));
        if (!offers.isEmpty()) {
            decline(stream, offers, SHORT_REFUSAL);
        }
    }

    private void decline(PlayedStream stream, Set<String> offers, int seconds) throws IOException {
        stream.live().offers(book -> {
            book.take(offers);
            return book;
        });
        String request = recording.request(stream.name());
        String framework = stream.live()
                .lanes(lanes -> lanes.of("framework").get(0))
                .at("/subscribed/framework_id/value")
                .asString();
        String ids = offers.stream()
                .map(id -> "{\"value\":\"" + id + "\"}")
                .collect(java.util.stream.Collectors.joining(","));
        String body = "{\"type\":\"DECLINE\",\"framework_id\":{\"value\":\"" + framework
                + "\"},\"decline\":{\"offer_ids\":[" + ids + "],\"filters\":{\"refuse_seconds\":" + seconds + "}}}";
        Matcher host = HOST.matcher(names.translate(request));
        if (host.find()) {
            send(
                    "POST /api/v1/scheduler HTTP/1.1\r\n" + host.group() + "\r\nContent-Type: application/json\r\n"
                            + "Mesos-Stream-Id: " + stream.live().header("mesos-stream-id") + "\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body,
                    false);
        }
    }

    /** Nothing may come, and what is on offer stays. */
    private void quiet(Duration time) {
        try {
            Awaitility.await().during(time).atMost(time.plus(PATIENCE)).until(() -> {
                for (PlayedStream stream : streams.values()) {
                    if (!stream.live().over()
                            && (!stream.unequal().isEmpty()
                                    || !offered(
                                            stream,
                                            Set.copyOf(stream.recordedOffers().agents())))) {
                        return false;
                    }
                }
                return true;
            });
        } catch (ConditionTimeoutException e) {
            for (PlayedStream stream : streams.values()) {
                differences.addAll(stream.unequal());
                for (String agent : stream.recordedOffers().agents()) {
                    differences.addAll(match(stream, agent).differences());
                }
            }
        }
    }

    private void finish(PlayedStream stream) {
        differences.addAll(stream.compare());
        differences.addAll(stream.unequal());
    }
}
