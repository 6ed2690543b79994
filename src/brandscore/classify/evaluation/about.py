"""What a card says that no figure tells: what a model is for, what not, and what its labels can tell at best."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ABOUT", "PUBLIC_LABELS", "About"]


@dataclass(frozen=True, slots=True)
class About:
    """The words of a task's card.

    Parameters
    ----------
    question
        What the model decides.
    labels
        What each class stands for.
    use, not_for
        What it is meant for, and what not.
    note
        What to know of how it is measured.
    """

    question: str
    labels: dict[str, str]
    use: tuple[str, ...]
    not_for: tuple[str, ...]
    note: str = ""


_ALONE = (
    "The model is measured alone. Where messages are labelled with all tasks, one that is found to be promo gets "
    "neither intention nor advocacy."
)
_USE = (
    "Counting over many messages: shares and trends by brand, platform and period, with their intervals.",
    "Sorting messages for people to read, the surest or the least sure first.",
)
_NOT_FOR = (
    "Decisions about the person who wrote a message.",
    "Single messages without a look: see the share that is wrong, above.",
    "Other languages than Thai (with the English and emoji that Thai messages hold), and long texts such as articles.",
    "Messages whose meaning lies in what they answer, in a picture or in a voice: only the text is read.",
)

#: By task.
ABOUT: dict[str, About] = {
    "sentiment": About(
        "How does the writer feel about what the message is about?",
        {
            "pos": "agreement, joy, satisfaction; interest in a thing counts as positive",
            "neu": "neither, or information",
            "neg": "disagreement, disappointment; saying that another is better",
            "q": "a question",
        },
        (*_USE, "Net sentiment of a brand beside that of its competitors, read by the same model."),
        (*_NOT_FOR, "Net sentiment as a level, without correction for the errors shown in the confusion matrix."),
    ),
    "intention": About(
        "Does the writer show interest to buy, or tell of having just bought?",
        {"0": "no", "1": "a wish, a plan, a buyer's question, a purchase just made"},
        (*_USE, "Finding buyers' questions that wait for an answer."),
        (*_NOT_FOR, "Forecasts of sales: what is wished for and what is bought has not been compared."),
        _ALONE,
    ),
    "advocacy": About(
        "Does the writer recommend it to others, or bring others to it?",
        {"0": "no; plain praise is none", "1": "urges, invites, tags, defends, or picks it for somebody who chooses"},
        _USE,
        (*_NOT_FOR, "Choosing persons to pay or to reward for what they say."),
        _ALONE,
    ),
    "promo": About(
        "Is this no consumer's voice: an advertisement, a seller, the brand's admin, news?",
        {"0": "a consumer", "1": "not a consumer"},
        (*_USE, "Leaving promotion out of what is counted as consumers' opinion."),
        (*_NOT_FOR, "Proof that somebody was paid: a fan may sound like an advertisement."),
    ),
}

_MADE = (
    "**These labels were made by a language model** that read each message under a written guideline, not by people. "
    "On 1,500 other messages two passes of it agreed with a kappa of {kappa} (F1 of one against the other {f1}). Both "
    "are the same kind of reader, so this is consistency rather than truth: it bounds what imitation can reach, and "
    "says nothing of how often a Thai reader would agree. A plain linear model of words and characters trained on all "
    "labels reached F1 {linear} on those 1,500. `corpora/wisesight_labels/README.md` says how the labels were "
    "made."
)

#: What the public labels of a task can tell at best.
PUBLIC_LABELS: dict[str, tuple[str, ...]] = {
    "sentiment": (
        "The labels were given by people, one label per message, and the text alone often does not settle which. What "
        "shows it:",
        "- The corpus dropped exact copies with the same label. Of the 24 pairs of exact copies that are left, all "
        "carry two different labels.",
        "- Copies that differ in blanks or upper and lower case: 25 of 29 pairs have the same label (86 %, 95 % "
        "interval 69 to 95).",
        "- Nearly equal messages (cosine of character n-grams 0.95 and more): 86 % of 636 pairs have the same label. "
        "Most of them are neutral templates; where at least one is not neutral, 69 % of 280 pairs have. Nearly all "
        "clashes are between neutral and positive.",
        "- One blind second reading of 70 messages agreed with the corpus on 61 % of them.",
        "From this, a perfect reader of the text alone may reach about 80 to 85 % accuracy. That is a judgement, not a "
        "measurement. Figures beyond it would mean that a model has learned the habits of the labellers.",
        "Macro-F1 hangs on the class q, of which there are few: one more question found moves it by about half a "
        "point in a sample of 2,700 messages.",
    ),
    "intention": (_MADE.format(kappa="0.95", f1="0.97", linear="0.76"),),
    "advocacy": (_MADE.format(kappa="0.94", f1="0.94", linear="0.65"),),
    "promo": (_MADE.format(kappa="0.97", f1="0.97", linear="0.86"),),
}
