import ast
from pathlib import Path

import storage

FOLDER = Path(storage.__file__).parent
TOOLS = {"backup", "engine", "leases", "moving", "once"}

READS = {
    "actions.actions_of",
    "actions.closed_actions",
    "actions.find_action",
    "alliance.count_members",
    "alliance.get_organisation",
    "alliance.organisations",
    "alliance.people_of",
    "alliance.secretariat",
    "approvals.approved_between",
    "approvals.find_approval",
    "asking.find_answer",
    "asking.find_question",
    "asking.is_askers",
    "asking.newest_wording",
    "delivery.claim",
    "delivery.is_wanted",
    "delivery.sent_as",
    "asking.answer_state",
    "documents.documents_of",
    "drafts.find_draft",
    "documents.find_documents",
    "inbox.is_known",
    "threads.asked_before",
    "threads.is_ours",
    "threads.kind_of",
    "votes.votes",
    "documents.slugs",
    "inbox.claim",
    "inbox.payload_of",
    "embedding.claim",
    "embedding.embeddings_of",
    "embedding.embeddings_since",
    "embedding.parked",
    "embedding.progress",
    "changes.counters",
    "passages.count_documents",
    "passages.editions",
    "passages.find_passages",
    "passages.passages",
    "passages.passages_of",
    "spending.own_spending",
    "spending.spent_by_organisation",
    "absences.absences_of",
    "absences.away_on",
    "broadcasts.find_broadcast",
    "recipients.not_met",
    "recipients.recipients",
    "voice.others_due",
    "voice.said_to",
    "voice.told_by",
    "reports.answered",
    "digests.find_digest",
    "digests.newest_digest",
    "reports.find_report",
    "reports.last_told",
    "reports.find_update",
    "reports.lines_in",
    "reports.teller_of",
    "reports.newest_updates",
    "reports.reports_in",
    "reports.updates_in",
    "reviews.claims",
    "reviews.find_claim",
    "rounds.asked_on",
    "rounds.asked_since",
    "voice.is_promised",
    "rounds.last_asked",
    "rounds.rhythm_of",
    "rounds.rhythms",
    "rounds.unanswered",
    "delivery_log.counts",
    "delivery_log.last_occasion",
    "delivery_log.logged",
    "stops.stops",
    "missing.municipalities_without_people",
    "missing.unconfirmed",
    "tasks.open_tasks",
    "schedule.all_planned_until",
    "schedule.planned_until",
    "operations.queues",
    "sheets.find_sheet",
    "operations.stopped_workspaces",
}
MAKES_A_VIEWER = {"alliance.viewer_for"}
WRITES = {
    "actions.add_action",
    "actions.change_action",
    "actions.hold_actions",
    "alliance.save_member",
    "alliance.save_organisation",
    "alliance.save_person",
    "approvals.approve",
    "asking.answer_posted",
    "asking.save_answer",
    "drafts.drop_draft",
    "drafts.forget_drafts",
    "drafts.save_draft",
    "delivery.about_to_post",
    "delivery.settle_ended",
    "delivery.settle_later",
    "delivery.settle_sent",
    "delivery.want",
    "delivery.want_again",
    "delivery.want_all_again",
    "delivery.want_anew",
    "asking.break_off",
    "asking.forget_question",
    "asking.reword",
    "inbox.forget_words",
    "inbox.forget",
    "inbox.keep",
    "votes.explain_vote",
    "votes.vote",
    "inbox.forget_payloads",
    "inbox.give_back",
    "inbox.hold",
    "inbox.record",
    "inbox.settle",
    "operations.look_first",
    "operations.put_to_use",
    "changes.count_change",
    "changes.one_at_a_time",
    "embedding.give_back",
    "embedding.save",
    "embedding.want_embeddings",
    "knowledge.publish",
    "knowledge.withdraw",
    "spending.reserve",
    "spending.settle",
    "digests.hold_back",
    "digests.leave_out",
    "digests.let_go",
    "digests.mark_sent",
    "digests.open_digest",
    "reports.keep_report",
    "reports.take_back",
    "sheets.change_sheet",
    "sheets.forget_sheets",
    "sheets.save_sheet",
    "reviews.review",
    "rounds.ask",
    "rounds.set_rhythm",
    "stops.go_on",
    "stops.stop",
    "tasks.assign_task",
    "tasks.assign_tasks_of",
    "tasks.close_task",
    "tasks.close_tasks_of",
    "tasks.let_stand",
    "tasks.raise_task",
    "tasks.stands",
    "tasks.stands_no_longer",
    "absences.be_away",
    "broadcasts.change",
    "broadcasts.start",
    "absences.come_back",
    "delivery.postpone",
    "delivery.stands_as",
    "limits.hold_off",
    "limits.reserve",
    "voice.leave_out",
    "voice.one_voice",
    "voice.say_together",
    "voice.speak",
    "voice.told",
    "delivery.want_all",
    "schedule.move_planned_until",
    "schedule.put_back",
    "schedule.record_ended",
    "schedule.start_planning",
}
SAYS_WHAT_WAS_DONE = {"None", "bool", "int", "timedelta", "Sequence[Published]"}


def functions_of(module: Path) -> dict[str, ast.AsyncFunctionDef]:
    tree = ast.parse(module.read_text())
    return {
        f"{module.stem}.{node.name}": node
        for node in tree.body
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_")
    }


def public_functions() -> dict[str, ast.AsyncFunctionDef]:
    modules = [module for module in FOLDER.glob("*.py") if module.stem not in TOOLS]
    return {name: node for module in modules for name, node in functions_of(module).items()}


def parameters(function: ast.AsyncFunctionDef) -> list[tuple[str, str]]:
    return [(each.arg, ast.unparse(each.annotation or each)) for each in function.args.args]


def returns(function: ast.AsyncFunctionDef) -> str:
    return ast.unparse(function.returns) if function.returns else "nothing said"


FUNCTIONS = public_functions()


def test_every_public_function_either_reads_or_writes() -> None:
    assert set(FUNCTIONS) == READS | WRITES | MAKES_A_VIEWER
    assert not READS & WRITES


def test_whoever_reads_says_who_will_see_it_and_has_no_default_for_it() -> None:
    for name in READS:
        session, viewer, *_ = parameters(FUNCTIONS[name])
        assert session == ("session", "AsyncSession"), name
        assert viewer in [("viewer", "Viewer"), ("viewer", "System")], name
        assert len(FUNCTIONS[name].args.defaults) <= len(parameters(FUNCTIONS[name])) - 2, name


def test_whoever_writes_returns_no_rows() -> None:
    returned = {name: returns(FUNCTIONS[name]) for name in WRITES}

    assert set(returned.values()) <= SAYS_WHAT_WAS_DONE


def test_only_finding_out_who_somebody_is_reads_without_a_viewer() -> None:
    assert MAKES_A_VIEWER == {"alliance.viewer_for"}
    assert "viewer" not in dict(parameters(FUNCTIONS["alliance.viewer_for"]))
