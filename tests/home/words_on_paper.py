"""A small page in seven languages, written by hand: every script with what is difficult in it."""

from typing import Any

from cms.translation.sources import sentences
from cms.translation.translating import publish_translation
from home.models import TextPage
from tests.make.network import make_contact, make_place
from tests.make.translation import make_page

GERMAN = (
    "Öffnung für Größere",
    "Wir beraten Eltern in vielen Sprachen.",
    "Was Sie mitbringen",
    "Briefe der Schule und <b>Fragen</b>, (IFAK e.V.) hilft.",
    "Übung macht den Meister.",
)
WORDS = {
    "ar": (
        "استشارات للأهل باللغة العربية",
        "نقدّم الاستشارة للآباء والأمهات بلغات كثيرة.",
        "ماذا تُحضر معك",
        "رسائل المدرسة <b>وأسئلتك</b>، (IFAK e.V.) تساعدك لأنّ الاثنين يوم الاستقبال.",
        "غداً أو بعد غدٍ عند الظهر.",
    ),
    "fa": (
        "مشاوره برای خانواده‌ها",
        "ما پدر و مادرها را به زبان‌های گوناگون راهنمایی می‌کنیم.",
        "چه چیزهایی بیاورید",
        "نامه‌های مدرسه و <b>پرسش‌ها</b>، (IFAK e.V.) کمک می‌کند.",
        "گفت‌وگو، پژوهش و چای گرم.",
    ),
    "uk": (
        "Консультації для батьків",
        "Ми консультуємо батьків багатьма мовами.",
        "Що взяти з собою",
        "Листи зі школи та <b>запитання</b>, (IFAK e.V.) допомагає.",
        "Їжак, ґанок і п’ять єнотів.",
    ),
    "ru": (
        "Консультации для родителей",
        "Мы консультируем родителей на многих языках.",
        "Что взять с собой",
        "Письма из школы и <b>вопросы</b>, (IFAK e.V.) помогает.",
        "Ёлка, объём и съезд.",
    ),
    "tr": (
        "Ebeveyn danışmanlığı",
        "Anne babalara birçok dilde danışmanlık veriyoruz.",
        "Yanınızda ne getirmelisiniz",
        "Okul mektupları ve <b>sorularınız</b>, (IFAK e.V.) yardım eder.",
        "İstanbul'da ışık, çiğ köfte ve şölen.",
    ),
    "fr": (
        "Conseil aux parents",
        "Nous conseillons les parents dans de nombreuses langues.",
        "Ce qu’il faut apporter",
        "Les lettres de l’école et vos <b>questions</b>, (IFAK e.V.) vous aide.",
        "Cœur, naïveté, forêt et garçon.",
    ),
}


def make_page_on_paper() -> TextPage:
    """The German page, live, with an own place and a contact beneath it."""
    make_place()
    make_contact("Layla Haddad", languages=["de", "ar"], phone="+49 221 4710 112")
    title, lead, heading, paragraph, last = GERMAN
    body = [
        ("paragraph", f"<h2>{heading}</h2><p>{paragraph}</p>"),
        ("call_out", {"kind": "important", "title": "", "text": f"<p>{last}</p>", "source": ""}),
        ("places", None),
        ("contacts", {"topic": ""}),
    ]
    page: TextPage = make_page(title=title, lead=lead, slug="auf-papier", body=body)
    return page


def translated_on_paper(page: TextPage, code: str) -> Any:
    """The live row of a language with the words above."""
    own = dict(zip(GERMAN, WORDS[code], strict=True))
    return publish_translation(page, code, {german: own[german] for german in sentences(page)})
