"""The kinds of message that the secretariat gets."""

LIST = "secretariat.list"  # unasked, in the morning
LIST_ASKED = "secretariat.list_asked"
LOG = "secretariat.log"

HELP = "admin_help"
MEMBER = "admin_member"
MEMBER_WHERE = "member_where"

NOT_SECRETARIAT = "not_secretariat"
NO_COLLEAGUE = "no_colleague"
FAILED = "secretariat_failed"
NO_SUCH_KIND = "admin_no_such_kind"
PAUSED, RESUMED = "admin_paused", "admin_resumed"
MEMBER_WHOM, MEMBER_NO_EMAIL, MEMBER_UNKNOWN = "member_whom", "member_no_email", "member_unknown"
MEMBER_ROLE, MEMBER_ELSEWHERE = "member_role", "member_elsewhere"
NOTICES = (
    NOT_SECRETARIAT,
    NO_COLLEAGUE,
    FAILED,
    NO_SUCH_KIND,
    PAUSED,
    RESUMED,
    MEMBER_WHOM,
    MEMBER_NO_EMAIL,
    MEMBER_UNKNOWN,
    MEMBER_ROLE,
    MEMBER_ELSEWHERE,
)
REPLIES = (HELP, MEMBER, MEMBER_WHERE, *NOTICES)
