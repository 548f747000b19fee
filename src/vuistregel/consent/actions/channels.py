"""Channels of a school: made from the presets, added, changed; and how often the school asks for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from vuistregel import texts
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.events import ChannelChanged, ChannelsOpened, ModeChosen
from vuistregel.consent.models import Channel, Question
from vuistregel.consent.presets import PRESETS, SEEN_BY, Preset, question_text
from vuistregel.consent.rules import Audience, Matter, Mode
from vuistregel.consent.uses import may_stay_together
from vuistregel.decisions import Reason, all_of, no
from vuistregel.organisation.models import School
from vuistregel.words import Words


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


def _of_channel(*, channel: Channel, **_: Any) -> Subject:
    return Subject(board=channel.board_id, school=channel.school_id)


@action(category="channels", verb="write", subject=_of_school)
def open_channels(act: Act, *, school: School) -> int:
    """Give a school the channels that most schools have; those that it has already stay as they are."""
    there = set(Channel.objects.filter(board=school.board_id, school=school).values_list("slug", flat=True))
    new = [(place, preset) for place, preset in enumerate(PRESETS, 1) if preset.slug not in there]
    _make(act, school, new)
    act.record(ChannelsOpened(school=school.name, count=len(new)))
    return len(new)


def _make(act: Act, school: School, new: Sequence[tuple[int, Preset]]) -> None:
    """The channels, their questions and the first version of each text, in a handful of statements."""
    board = school.board_id
    made = Channel.objects.bulk_create(
        Channel(
            board_id=board,
            school=school,
            slug=preset.slug,
            name={"nl": preset.name.nl, "en": preset.name.en},
            audience=preset.audience.value,
            provider=preset.provider,
            terms_url=preset.terms_url,
            mode=preset.mode.value,
            preset=True,
            place=place,
        )
        for place, preset in new
    )
    pairs = list(zip(made, (preset for _, preset in new), strict=True))
    for channel, preset in pairs:
        if preset.same_as:
            leader = Channel.objects.filter(board=board, school=school, slug=preset.same_as).first()
            Channel.objects.filter(pk=channel.pk).update(same_as=leader)
    said = [(channel, matter, preset.text(matter)) for channel, preset in pairs for matter in preset.matters]
    questions = Question.objects.bulk_create(
        Question(board_id=board, channel=channel, matter=matter.value) for channel, matter, _ in said
    )
    kept = texts.keep_first(
        board=board, of={_about(q): words for q, (_, _, words) in zip(questions, said, strict=True)}, day=act.day
    )
    for question in questions:
        question.text = kept[_about(question)]
    Question.objects.bulk_update(questions, ["text"])


def _about(question: Question) -> str:
    return f"consent.question:{question.pk}"


def _ask(act: Act, channel: Channel, matter: Matter, words: Words) -> Question:
    """The question of a channel for a matter, with its text as it is shown from now on."""
    question, _ = Question.objects.get_or_create(board_id=channel.board_id, channel=channel, matter=matter.value)
    text = texts.keep(board=channel.board, about=_about(question), words=words, day=act.day)
    if question.text_id != text.pk:
        question.text = text
        question.save(update_fields=["text"])
    return question


@action(category="channels", verb="write", subject=_of_school)
def add_channel(
    act: Act,
    *,
    school: School,
    slug: str,
    name: Words,
    audience: Audience,
    where: Words,
    provider: str = "",
    terms_url: str = "",
    matters: tuple[Matter, ...] = (Matter.IMAGE,),
) -> Channel:
    """Add a place of the school's own; it asks each time until the school chooses otherwise, a list each year."""
    if Channel.objects.filter(board=school.board_id, school=school, slug=slug).exists():
        act.refuse(no(Reason(Words("Deze plek bestaat al.", "This place exists already."), norm="consent.per-channel")))
    last = Channel.objects.filter(board=school.board_id, school=school).order_by("-place").first()
    channel = Channel.objects.create(
        board_id=school.board_id,
        school=school,
        slug=slug,
        name={"nl": name.nl, "en": name.en},
        audience=audience.value,
        provider=provider,
        terms_url=terms_url,
        mode=(Mode.EACH_YEAR if Matter.CONTACT in matters else Mode.EACH_TIME).value,
        place=last.place + 1 if last else 1,
    )
    for matter in matters:
        _ask(act, channel, matter, question_text(matter, where, SEEN_BY[audience], provider))
    act.record(ChannelChanged(school=school.name, channel=channel.words.nl, fields="added"))
    return channel


@action(category="channels", verb="write", subject=_of_channel)
def change_channel(
    act: Act,
    *,
    channel: Channel,
    shown: int | None,
    said: Mapping[Matter, Words] | None = None,
    asked: Mapping[Matter, bool] | None = None,
    changed: Mapping[str, Any] | None = None,
) -> Channel:
    """Change what people see of a channel. Another audience or provider is a new use: earlier answers no longer count.

    `changed` holds fields of the channel (`name` as Words), `said` new words per matter, `asked` whether a matter is
    asked at all. Refused when a place that shares answers with this one would become another use (R7.9). Raises
    StaleRow.
    """
    fields = dict(changed or {})
    new_use = any(name in fields and fields[name] != getattr(channel, name) for name in ("audience", "provider"))
    if new_use:
        audience, provider = (str(fields.get(name, getattr(channel, name))) for name in ("audience", "provider"))
        act.demand(all_of(*may_stay_together(channel, audience, provider, act.day)))
    if "name" in fields and isinstance(fields["name"], Words):
        fields["name"] = {"nl": fields["name"].nl, "en": fields["name"].en}
    channel.change(shown=shown, **fields)
    for matter, words in (said or {}).items():
        _ask(act, channel, matter, words)
    for matter, on in (asked or {}).items():
        Question.objects.filter(board=channel.board_id, channel=channel, matter=matter.value).update(asked=on)
    if new_use:
        Question.objects.filter(board=channel.board_id, channel=channel).update(terms=F("terms") + 1)
    act.record(
        ChannelChanged(
            school=channel.school.name,
            channel=channel.words.nl,
            fields=", ".join(sorted({*fields, *(("text",) if said else ()), *(("questions",) if asked else ())})),
        )
    )
    return channel


LISTS_EACH_YEAR = Reason(
    Words(
        "Voor een contactlijst vraagt de school het elk schooljaar. Dat kan niet anders.",
        "For a contact list the school asks each school year. It cannot be otherwise.",
    ),
    norm="contact-list.consent.renewal",
)


@action(category="channels", verb="write", subject=_of_channel)
def choose_mode(act: Act, *, channel: Channel, mode: Mode, shown: int | None = None) -> Channel:
    """Choose how often the school asks for a channel (R7.4, R7.5). Lists are asked each year, always (R5.20)."""
    lists = Question.objects.filter(board=channel.board_id, channel=channel, matter=Matter.CONTACT.value)
    if mode is not Mode.EACH_YEAR and lists.exists():
        act.refuse(no(LISTS_EACH_YEAR))
    channel.change(shown=shown, mode=mode.value, chosen_on=act.day)
    act.record(ModeChosen(school=channel.school.name, channel=channel.words.nl, mode=mode.value))
    return channel
