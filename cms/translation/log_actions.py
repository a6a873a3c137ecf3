"""What the log of Wagtail says about every door of the translation."""

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail import hooks

ACTIONS = {
    "translation.start": (pgettext_lazy("staff", "Start translation"), pgettext_lazy("staff", "Translation started")),
    "translation.prefill": (
        pgettext_lazy("staff", "Fill from memory"),
        pgettext_lazy("staff", "Sentences filled that were translated elsewhere"),
    ),
    "translation.submit": (pgettext_lazy("staff", "Submit translation"), pgettext_lazy("staff", "Sent to review")),
    "translation.take_back": (pgettext_lazy("staff", "Take back"), pgettext_lazy("staff", "Taken back from review")),
    "translation.send_back": (pgettext_lazy("staff", "Send back"), pgettext_lazy("staff", "Sent back to translate")),
    "translation.approve": (pgettext_lazy("staff", "Approve"), pgettext_lazy("staff", "Translation approved")),
    "translation.publish": (pgettext_lazy("staff", "Publish translation"), pgettext_lazy("staff", "Published")),
    "translation.withdraw": (pgettext_lazy("staff", "Withdraw"), pgettext_lazy("staff", "Translation withdrawn")),
    "translation.return": (pgettext_lazy("staff", "Bring back"), pgettext_lazy("staff", "Translation brought back")),
    "translation.carry_over": (
        pgettext_lazy("staff", "Spelling only"),
        pgettext_lazy("staff", "Translations kept, only the spelling changed"),
    ),
    "translation.withdraw_carry_over": (
        pgettext_lazy("staff", "Undo spelling only"),
        pgettext_lazy("staff", "Translations are outdated after all"),
    ),
    "translation.make_own": (pgettext_lazy("staff", "Make own text"), pgettext_lazy("staff", "Made a text of its own")),
    "translation.make_managed": (
        pgettext_lazy("staff", "Translate again"),
        pgettext_lazy("staff", "Translated from German again"),
    ),
    "translation.assign": (pgettext_lazy("staff", "Assign"), pgettext_lazy("staff", "Assigned")),
    "translation.ask": (pgettext_lazy("staff", "Ask"), pgettext_lazy("staff", "Question asked")),
    "translation.answer": (pgettext_lazy("staff", "Answer"), pgettext_lazy("staff", "Question answered")),
    "translation.close_question": (
        pgettext_lazy("staff", "Close question"),
        pgettext_lazy("staff", "Question closed"),
    ),
    "translation.run_machine": (pgettext_lazy("staff", "Run machine"), pgettext_lazy("staff", "Machine run asked for")),
    "translation.export": (pgettext_lazy("staff", "Export texts"), pgettext_lazy("staff", "Exported for translators")),
    "translation.discard_exchange": (
        pgettext_lazy("staff", "Discard file"),
        pgettext_lazy("staff", "File of a translator discarded"),
    ),
    "translation.apply_exchange": (
        pgettext_lazy("staff", "Take over file"),
        pgettext_lazy("staff", "Translations taken over from a file"),
    ),
    "translation.too_hard": (
        pgettext_lazy("staff", "Translate although hard to read"),
        pgettext_lazy("staff", "Translation started although the text is hard to read"),
    ),
    "translation.easy_check": (
        pgettext_lazy("staff", "Enter test of Leichte Sprache"),
        pgettext_lazy("staff", "Tested by readers of Leichte Sprache"),
    ),
    "translation.invite": (pgettext_lazy("staff", "Invite translator"), pgettext_lazy("staff", "Translator invited")),
    "translation.end_role": (pgettext_lazy("staff", "End role"), pgettext_lazy("staff", "Role of a translator ended")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Every door with its words; a test compares them with what the doors write."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
