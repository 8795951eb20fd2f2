"""The errors that a person may be told about. Each key has a sentence in `prompts/`."""

from storage.terms import KlimabotError


class SettingsWrong(KlimabotError):
    """A setting has a value that cannot be."""

    key = "error.settings_wrong"


class SettingImpossible(SettingsWrong):
    """A setting's value cannot be; the key says why, and `nearest` is what would do."""

    def __init__(self, key: str, *, names: str, nearest: str) -> None:
        self.key = key
        super().__init__(names=names, nearest=nearest)


class ScheduleImpossible(KlimabotError):
    """A time, step or list of a schedule cannot be; the key says why, `nearest` what would do."""

    def __init__(self, key: str, *, nearest: str) -> None:
        self.key = key
        super().__init__(nearest=nearest)


class SettingsMissing(KlimabotError):
    """A setting that is needed for this has no value."""

    key = "error.settings_missing"


class PortTaken(KlimabotError):
    """Something else answers on the port that KLIMABOT_OPERATIONS_PORT names."""

    key = "error.port_taken"


class ModelMissing(KlimabotError):
    """The settings do not say which model is to answer, or have no key to its server."""

    key = "error.model_missing"


class SlackRefused(KlimabotError):
    """Slack does not accept our token."""

    key = "error.slack_refused"


class NothingToSearch(KlimabotError):
    """There are no documents yet."""

    key = "error.nothing_to_search"


class DemoRunning(KlimabotError):
    """A demo is running from this folder already."""

    key = "error.demo_running"


class DemoFailed(KlimabotError):
    """The bot or the playground of the demo ended by itself."""

    key = "error.demo_failed"


class DocumentUnreadable(KlimabotError):
    """A file could not be read as a document; nothing was kept of it. The key says why."""

    def __init__(self, key: str, *, name: str) -> None:
        self.key = key
        super().__init__(name=name)


class DocumentUnknown(KlimabotError):
    """No document, or more than one, came from there."""

    key = "error.document_unknown"


class MembersUnreadable(KlimabotError):
    """A list of members has a line that is wrong; nobody was confirmed. The key says why."""

    def __init__(self, key: str, *, line: int) -> None:
        self.key = key
        super().__init__(line=line)


class CatalogueUnreadable(KlimabotError):
    """A sheet is no catalogue of actions; nothing was kept of it. The key says why."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        super().__init__(**values)


class SheetUnavailable(KlimabotError):
    """A sheet that somebody gave us in Slack cannot be fetched. The key says why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__()
