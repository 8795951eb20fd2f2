"""Where the app's Socket Mode connections begin."""

from playground.web_api import Answer, Call


def connections_open(call: Call) -> Answer:
    address = call.address.replace("http", "ws", 1)
    return {"url": f"{address}/socket/{call.workspace.id}"}
