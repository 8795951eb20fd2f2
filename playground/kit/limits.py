"""Every figure that Block Kit's rules use.

Lengths are characters, counts are items. Where nothing else is said, the source is the block's,
element's or object's own page under docs.slack.dev/reference/block-kit, as slack_sdk 3.47 repeats
it in slack_sdk.models. Where sources differ, the stricter figure stands: what passes here passes
there.
"""

# Messages and views
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = (
    13_000  # of all blocks; undocumented, from 13,200 on: github.com/slackapi/bolt-js 2509
)
STREAM_MARKDOWN = 12_000  # docs.slack.dev/reference/methods/chat.appendStream, markdown_text
VIEW_BYTES = 250_000  # docs.slack.dev/reference/methods/views.open, view_too_large: 250 kB
VIEW_TITLE = 24
PRIVATE_METADATA = 3_000
ID = 255

# Text and composition objects
TEXT = 3_000
URL = 3_000
ALT_TEXT = 2_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
OPTION_GROUPS = 100

# Elements
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
AGENT_PROMPT = 4_000
VISIBLE_TO = 10
CHOICES = 10  # of checkboxes and radio buttons
OVERFLOW_OPTIONS = 5
PLACEHOLDER = 150
INPUT_LENGTH = 3_000  # of a text input: max_length, and so its initial_value
FILES = 10

# Blocks
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
CONTEXT_ACTIONS_ELEMENTS = 5
INPUT_LABEL = 2_000
IMAGE_TITLE = 2_000
MARKDOWN_TEXT = 12_000  # of all markdown blocks in a payload together
VIDEO_TITLE = 199  # "must be less than 200 characters"
VIDEO_AUTHOR = 49  # "must be less than 50 characters"
ALERT_TEXT = 200  # github.com/slackapi/java-slack-sdk 1624

# Cards and containers
CARD_TITLE = 150
CARD_BODY = 200
CARD_ACTIONS = 3
CAROUSEL_CARDS = 10
CONTAINER_BLOCKS = 10
CONTAINER_TITLE = 150

# Tables and charts
TABLES = 1  # in a message, of either kind
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000  # of all cells in a message
DATA_TABLE_ROWS = 201  # with the header; 101 until August 2026
DATA_TABLE_TEXT = 20_000
PAGE_SIZE = 100
CHARTS = 2  # in a message
CHART_TITLE = 50
CHART_SERIES = 6  # and segments; one reading of the page has 12
CHART_POINTS = 20
CHART_LABEL = 20  # of a segment, category and series
AXIS_LABEL = 50

# Numbers
SAFE_INTEGER = 2**53 - 1  # the largest that every JSON reader keeps (RFC 8259, section 6)
