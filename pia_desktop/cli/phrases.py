"""The command about 文例: phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.rows import print_row

if TYPE_CHECKING:
    import argparse

    from pia_desktop.ledger.phrase_library import Phrase


def run_phrases(options: argparse.Namespace) -> int:
    """Lists a library, says where its passages are used, brings them up to date, adds and inserts
    one.
    """
    chosen = [name for name in _TASKS if getattr(options, name)]
    if len(chosen) != 1:
        raise UsageError(
            "何をするかを一つ選んでください。",
            "--list、--used-in、--update、--add、--insert のどれか一つを書いてください。",
            file=options.library,
        )
    if (options.file is None or options.at is None) and chosen[0] in ("add", "insert"):
        raise UsageError(
            f"--{chosen[0]} には評価書と項目が要ります。",
            "--file FILE.pia と --at ADDRESS を書いてください。",
            file=options.library,
        )
    return _TASKS[chosen[0]](options)


def _list(options: argparse.Namespace) -> int:
    from pia_desktop.ledger.phrase_library import load_phrases

    for phrase in load_phrases(options.library):
        print_row(phrase.name, "、".join(phrase.items), phrase.text)
    return DONE


def _used_in(options: argparse.Namespace) -> int:
    from pia_desktop.assessment import pia_file
    from pia_desktop.assessment.upgrade import place_in_words
    from pia_desktop.errors import PiaError
    from pia_desktop.ledger.file_search import find_assessments
    from pia_desktop.ledger.phrase_library import load_phrases
    from pia_desktop.ledger.phrase_uses import phrase_uses
    from pia_desktop.ledger.survey import load_writable

    phrases = load_phrases(options.library)
    files, unreadable = find_assessments(options.used_in)
    for folder in unreadable:
        print_row(str(folder.path), "", f"フォルダーを開けません（{folder.reason}）。")
    for path in files:
        try:
            answers = load_writable(pia_file.read(path), path).answers
        except PiaError as error:
            print_row(str(path), "", f"{error.message}{error.remedy}")
            continue
        for use in phrase_uses(answers, phrases):
            name = place_in_words(answers, use.place)
            print_row(str(path), use.address, name, use.phrase.name, use.state.value)
    return DONE


def _update(options: argparse.Namespace) -> int:
    from pia_desktop.cli.replacement import change_entry_of, hand_plans
    from pia_desktop.ledger.phrase_library import load_phrases
    from pia_desktop.ledger.phrase_uses import PhraseUpdate
    from pia_desktop.ledger.text_edits import plan_folder

    entry = change_entry_of(options)
    phrases = load_phrases(options.library)
    plans = plan_folder(options.update, PhraseUpdate(tuple(phrases)))
    edited = [plan.only(edit for edit in plan.edits if edit.by_hand) for plan in plans]
    if not options.edited:
        plans = [plan.only(edit for edit in plan.edits if not edit.by_hand) for plan in plans]
    options.folder = options.update
    status = hand_plans(plans, f"文例集「{options.library.name}」の反映", entry, options)
    if not options.edited and not options.json:
        for plan in edited:
            for edit in plan.edits:
                print_row(str(plan.path), edit.address, edit.name, "手直しがあるので変えません。")
    return status


def _add(options: argparse.Namespace) -> int:
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.errors import AnswersError
    from pia_desktop.ledger.phrase_library import Phrase, change_phrases, with_phrase

    answers = load(options.file).answers
    item, text = answers.item_at(options.at), answers.get(options.at)
    if not isinstance(text, str) or not item.features.textual:
        raise AnswersError(
            "文例にできる文章がありません。",
            "文章の入った項目を選んでください。",
            file=options.file,
            item=options.at,
            item_name=item.name,
        )
    phrase = Phrase(options.add, (item.id,), text)
    change_phrases(options.library, lambda phrases: with_phrase(phrases, phrase))
    print(f"文例「{phrase.name}」を登録しました。")
    return DONE


def _insert(options: argparse.Namespace) -> int:
    from pia_desktop.assessment.document_access import changing
    from pia_desktop.ledger.phrase_library import find_phrase, load_phrases

    phrase: Phrase = find_phrase(load_phrases(options.library), options.insert, options.library)
    with changing(options.file) as document:
        before = document.answers.get(options.at)
        document.set(options.at, f"{before}\n{phrase.text}" if before else phrase.text)
    print(f"文例「{phrase.name}」を入れました。")
    return DONE


_TASKS = {
    "list": _list,
    "used_in": _used_in,
    "update": _update,
    "add": _add,
    "insert": _insert,
}
