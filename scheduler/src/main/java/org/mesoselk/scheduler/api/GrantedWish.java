package org.mesoselk.scheduler.api;

import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.runtime.Wish;
import org.mesoselk.scheduler.runtime.WishAnswer;
import org.springframework.http.HttpStatus;

/** Asks for what is wished, and answers with a problem when it is not granted. */
public final class GrantedWish {

    private GrantedWish() {}

    /** @return what is stored now */
    public static Records of(ApiContext scheduler, Wish<WishAnswer> wish) {
        WishAnswer answer =
                Wishes.ask(scheduler, inbox -> inbox.wish(wish), why -> new WishAnswer.Unavailable(why, true));
        if (answer instanceof WishAnswer.NoSuchMember none) {
            throw noSuch(none.name());
        } else if (answer instanceof WishAnswer.Refused refused) {
            throw new Problem(HttpStatus.CONFLICT, refused.name(), refused.sentence());
        } else if (answer instanceof WishAnswer.TooLong tooLong) {
            throw Wishes.tooLong(tooLong.name(), tooLong.sentence());
        } else if (answer instanceof WishAnswer.Unavailable unavailable) {
            throw Wishes.unavailable(unavailable.sentence(), unavailable.perhapsStored(), "the status");
        }
        return ((WishAnswer.Granted) answer).stored();
    }

    public static Problem noSuch(String memberName) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "no-such-member",
                "there is no member " + memberName + ": GET /v1/members lists them");
    }
}
