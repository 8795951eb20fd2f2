"""Where the app's Socket Mode connections begin, and where the app ends."""

from playground.web_api.call import Answer, Call


def connections_open(call: Call) -> Answer:
    address = call.address.replace("http", "ws", 1)
    return {"url": f"{address}/socket/{call.app.id}?ticket={call.ticket}"}


def uninstall(call: Call) -> Answer:
    for name in ("client_id", "client_secret"):
        call.need(name, "invalid_client_id" if name == "client_id" else "bad_client_secret")
    call.acts.happen({"type": "app_uninstalled"}, "app_uninstalled")
    call.acts.revoke("account_inactive")
    return {}
